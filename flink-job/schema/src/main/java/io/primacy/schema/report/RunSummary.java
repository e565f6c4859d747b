package io.primacy.schema.report;

import java.util.List;

/**
 * What a command says at its end ({@code --json}).
 *
 * @param events what became of the events
 * @param checkpoints completed checkpoints, savepoints included
 * @param snapshots versions published during the run, in order
 * @param model the model that {@code tasks} speaks of: the one that learned most
 * @param windowEvents events that {@code tasks} covers: the last so many
 * @param tasks one per task, in config order
 * @param eventsPerSecond events learned per second, from the first learned to the last
 */
public record RunSummary(
        Events events,
        long checkpoints,
        List<Snapshot> snapshots,
        String model,
        long windowEvents,
        List<TaskReport> tasks,
        double eventsPerSecond) {

    public RunSummary {
        snapshots = List.copyOf(snapshots);
        tasks = List.copyOf(tasks);
    }

    /**
     * What became of the events.
     *
     * @param produced records in the topic, of this run
     * @param learned events learned
     * @param deadLettered events in the dead-letter topic
     */
    public record Events(long produced, long learned, long deadLettered) {}

    /**
     * A published version.
     *
     * @param model model key
     * @param version {@code epoch-sequence}
     * @param path URI of its directory
     */
    public record Snapshot(String model, String version, String path) {}
}
