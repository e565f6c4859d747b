package io.primacy.ops.command.option;

import io.primacy.ops.watch.Topics;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The topics that learners report on, for commands that listen to all learners at once. */
public final class TopicOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "A learner's configuration that names topics of its own (default: "
                            + "primacy-metrics, primacy-snapshots, primacy-dead-letters).")
    private Path file;

    /**
     * The topics.
     *
     * @throws io.primacy.schema.config.ConfigException if the file is missing or breaks rules
     */
    public Topics topics() {
        EventsConfig events = events();
        return events == null
                ? Topics.DEFAULT
                : new Topics(
                        events.metricsTopic(), events.snapshotsTopic(), events.deadLetterTopic());
    }

    /** The topic of the impressions; {@code null} without a configuration. */
    public String impressions() {
        EventsConfig events = events();
        return events == null ? null : events.topic();
    }

    /**
     * The learner; {@code null} without a configuration.
     *
     * @throws io.primacy.schema.config.ConfigException if the file is missing or breaks rules
     */
    public LearnerConfig learner() {
        return file == null ? null : ConfigReader.read(file);
    }

    private EventsConfig events() {
        LearnerConfig learner = learner();
        return learner == null ? null : learner.events();
    }
}
