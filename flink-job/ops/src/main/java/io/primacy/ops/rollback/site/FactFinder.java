package io.primacy.ops.rollback.site;

import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.kafka.Offsets;
import io.primacy.ops.rollback.plan.AliasMove;
import io.primacy.ops.rollback.plan.Facts;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointFiles;
import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;

/** Asks everybody who knows what a plan is made from, and touches nothing. */
public final class FactFinder {
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final LearnerConfig learner;
    private final SavepointCatalogue catalogue;
    private final PublishedVersions published;

    public FactFinder(
            LearnerConfig learner, SavepointCatalogue catalogue, PublishedVersions published) {
        this.learner = learner;
        this.catalogue = catalogue;
        this.published = published;
    }

    /**
     * Finds the facts.
     *
     * @param id of the rollback
     * @param now when it is planned
     * @param models keys of those that go back; none: all do
     * @param job that runs
     * @param submitted what that was submitted with
     * @param jar the job's jar
     * @param events what {@link #events} found
     */
    public Facts find(
            String id,
            Instant now,
            SavepointEntry target,
            List<String> models,
            JobOverview job,
            FlinkClient.Submitted submitted,
            Path jar,
            Map<Integer, Facts.Partition> events)
            throws IOException {
        return new Facts(
                id,
                now.toString(),
                learner.name(),
                target,
                models,
                SavepointFiles.problems(catalogue.savepoint(target.id()), target, false),
                ConfigDigest.of(learner),
                job.id(),
                submitted.arguments(),
                jar.toAbsolutePath().toString(),
                JournalFiles.stopDirectory(catalogue, id).toUri().toString(),
                events,
                aliases(target, models));
    }

    private List<AliasMove> aliases(SavepointEntry target, List<String> models) throws IOException {
        if (target.contents() == null) {
            return List.of();
        }
        return published.moves(target.contents()).stream()
                .filter(move -> models.isEmpty() || models.contains(move.model()))
                .toList();
    }

    /** Asks where the partitions of the events' topic begin and end, and where chosen times are. */
    public Map<Integer, Facts.Partition> events(Offsets offsets, OffsetsChoice choice) {
        String topic = learner.events().topic();
        List<OffsetSpec> asked =
                new ArrayList<>(List.of(OffsetSpec.earliest(), OffsetSpec.latest()));
        if (choice instanceof OffsetsChoice.At at) {
            asked.add(OffsetSpec.forTimestamp(at.time().toEpochMilli()));
        } else if (choice instanceof OffsetsChoice.Skip skip) {
            asked.add(OffsetSpec.forTimestamp(skip.from().toEpochMilli()));
            asked.add(OffsetSpec.forTimestamp(skip.to().toEpochMilli()));
        }
        Map<Integer, Facts.Partition> partitions = new HashMap<>();
        offsets.all(topic, asked)
                .forEach(
                        (partition, found) -> {
                            long end = found.get(1);
                            partitions.put(
                                    partition.partition(),
                                    new Facts.Partition(
                                            found.get(0),
                                            end,
                                            at(found, 2, end),
                                            at(found, 3, end)));
                        });
        return partitions;
    }

    /** Kafka says −1 where no record is that late. */
    private static long at(List<Long> found, int place, long end) {
        return place < found.size() && found.get(place) >= 0 ? found.get(place) : end;
    }

    /** Number of a rollback that is planned now: r and the second, UTC. */
    public static String newId(Instant now) {
        return "r" + ID.format(now.atOffset(ZoneOffset.UTC));
    }

    /**
     * What a running job was submitted with.
     *
     * @throws RefusedException if it does not tell
     */
    public static FlinkClient.Submitted submitted(FlinkClient flink, JobOverview running) {
        return flink.submitted(running.id())
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        "Job "
                                                + running.id()
                                                + " does not tell what it was submitted with;"
                                                + " it is not of this version."));
    }
}
