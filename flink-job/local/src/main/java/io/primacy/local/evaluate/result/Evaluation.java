package io.primacy.local.evaluate.result;

import java.util.List;

/**
 * Everything that one evaluation found; its JSON form is what {@code --json} writes.
 *
 * @param learner name of the evaluated config
 * @param file the events
 * @param events how many there were
 * @param from share of the stream from which on figures count, 0 to less than 1
 * @param runs every run, in a fixed order
 * @param summaries per kind of run and task: mean and deviation over the seeds
 * @param seedNoise of every task that was learned alone with more than one seed
 */
public record Evaluation(
        String learner,
        String file,
        long events,
        double from,
        List<Run> runs,
        List<Summary> summaries,
        List<SeedNoise> seedNoise) {

    public Evaluation {
        runs = List.copyOf(runs);
        summaries = List.copyOf(summaries);
        seedNoise = List.copyOf(seedNoise);
    }

    /** Seed noise of a task as a share of its windows; {@code null} if it is not known. */
    public Double windowsOverByChance(String task) {
        return seedNoise.stream()
                .filter(noise -> noise.task().equals(task))
                .map(SeedNoise::windowsOver)
                .findFirst()
                .orElse(null);
    }
}
