package io.primacy.ops.command.job;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.JobChoice;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.rollback.plan.Facts;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.rollback.plan.Planning;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.plan.RollbackPlan;
import io.primacy.ops.rollback.site.FactFinder;
import io.primacy.ops.rollback.site.PublishedVersions;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.schema.config.KafkaProperties;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the plan of a rollback from what the options say and what is found. */
final class PlanMaker {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final LearnerConfig learner;
    private final SavepointCatalogue catalogue;
    private final PublishedVersions published;
    private final FlinkClient flink;
    private final BrokerOptions brokers;
    private final JobChoice job;
    private final Path jar;
    private final Clock clock;

    PlanMaker(
            LearnerConfig learner,
            SavepointCatalogue catalogue,
            PublishedVersions published,
            FlinkClient flink,
            BrokerOptions brokers,
            JobChoice job,
            Path jar,
            Clock clock) {
        this.learner = learner;
        this.catalogue = catalogue;
        this.published = published;
        this.flink = flink;
        this.brokers = brokers;
        this.job = job;
        this.jar = jar;
        this.clock = clock;
    }

    /**
     * A plan and what it goes back to.
     *
     * @param target described
     */
    record Made(RollbackPlan plan, SavepointEntry target) {}

    /** Now, in the zone that times without one are in. */
    static ZonedDateTime now(Clock clock) {
        return clock.instant().atZone(ZoneId.systemDefault());
    }

    Made make(
            String to,
            String before,
            List<String> models,
            OffsetsChoice choice,
            boolean otherConfig)
            throws IOException {
        SavepointEntry target = to == null ? newestBefore(before) : entry(to);
        FactFinder finder = new FactFinder(learner, catalogue, published);
        // Kafka and Flink are asked beside each other; where the job reads, its savepoint tells.
        Reads expected = reads(target.arguments());
        Beside<Map<Integer, Facts.Partition>> events =
                Beside.begin(() -> events(finder, expected, choice));
        JobOverview running = job.of(flink, learner.name());
        FlinkClient.Submitted submitted = FactFinder.submitted(flink, running);
        Reads reads = reads(submitted.arguments());
        Instant now = clock.instant();
        Facts facts =
                finder.find(
                        FactFinder.newId(now),
                        now,
                        target,
                        models,
                        running,
                        submitted,
                        jar,
                        reads.equals(expected) ? events.get() : events(finder, reads, choice));
        return new Made(Planning.plan(facts, choice, otherConfig), target);
    }

    private static Map<Integer, Facts.Partition> events(
            FactFinder finder, Reads reads, OffsetsChoice choice) {
        try (BrokerConnection connection =
                BrokerConnection.open(
                        reads.servers(), KafkaProperties.of(reads.properties()), TIMEOUT)) {
            return finder.events(connection.offsets(), choice);
        }
    }

    private SavepointEntry entry(String id) throws IOException {
        return SavepointsOption.entry(catalogue, id);
    }

    private SavepointEntry newestBefore(String before) throws IOException {
        Instant time;
        try {
            time = OffsetsChoice.time(before, now(clock));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--before: " + e.getMessage() + ".");
        }
        return catalogue.list().stream()
                .filter(e -> e.learner().equals(learner.name()))
                .filter(e -> Instant.parse(e.time()).isBefore(time))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        "No savepoint of learner '"
                                                + learner.name()
                                                + "' was taken before "
                                                + time
                                                + "; see savepoint list."));
    }

    /**
     * Where a job reads, and how.
     *
     * @param properties of Kafka's clients, {@code KEY=VALUE}
     */
    private record Reads(String servers, List<String> properties) {}

    /** The job's own broker and properties, where the options name no others. */
    private Reads reads(List<String> arguments) {
        List<String> properties = new ArrayList<>();
        String servers = "localhost:9092";
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (arguments.get(i).equals("--bootstrap-servers")) {
                servers = arguments.get(i + 1);
            } else if (arguments.get(i).equals("--kafka-property")) {
                properties.add(arguments.get(i + 1));
            }
        }
        properties.addAll(brokers.given());
        return new Reads(brokers.orElse(servers), properties);
    }
}
