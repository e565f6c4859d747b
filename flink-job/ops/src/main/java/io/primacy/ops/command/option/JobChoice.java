package io.primacy.ops.command.option;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.JobOverview;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which job is meant: a learner has one, as a rule. */
public final class JobChoice {
    @Option(
            names = "--job",
            paramLabel = "ID",
            description = "The job's id (default: the one that runs the config's learner).")
    private String id;

    /**
     * The job of a learner that has not ended.
     *
     * @param learner the config's name
     */
    public JobOverview of(FlinkClient flink, String learner) {
        return find(flink, learner)
                .orElseThrow(
                        () ->
                                CommandException.failed(
                                        "No job of learner '"
                                                + learner
                                                + "' runs at "
                                                + flink.address()
                                                + "; submit it first.",
                                        null));
    }

    /** The job of a learner that has not ended, if there is one. */
    public Optional<JobOverview> find(FlinkClient flink, String learner) {
        List<JobOverview> jobs =
                flink.jobs().stream()
                        .filter(
                                j ->
                                        id == null
                                                ? j.runs(learner)
                                                : j.id().equals(id) && !j.isEnded())
                        .toList();
        if (jobs.size() > 1) {
            throw CommandException.usage(
                    "Several jobs run learner '"
                            + learner
                            + "': "
                            + String.join(", ", jobs.stream().map(JobOverview::id).toList())
                            + "; add --job.");
        }
        return jobs.stream().findFirst();
    }
}
