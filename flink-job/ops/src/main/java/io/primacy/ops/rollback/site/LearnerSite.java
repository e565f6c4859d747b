package io.primacy.ops.rollback.site;

import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.rollback.Journal;
import io.primacy.ops.rollback.Rollback;
import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.rollback.plan.Facts;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.rollback.plan.Planning;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.plan.RollbackPlan;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SnapshotPlace;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a learner runs, saves and publishes: plans of rollbacks are made and done here. */
public final class LearnerSite {
    private final LearnerConfig learner;
    private final SavepointCatalogue catalogue;
    private final PublishedVersions published;
    private final FlinkClient flink;
    private final Clock clock;

    /**
     * @param catalogue of its savepoints
     * @param flink the cluster that its job runs on
     * @throws IllegalArgumentException if it publishes where this process cannot
     */
    public LearnerSite(
            LearnerConfig learner, SavepointCatalogue catalogue, FlinkClient flink, Clock clock) {
        this.learner = learner;
        this.catalogue = catalogue;
        this.published = new PublishedVersions(SnapshotPlace.of(learner), clock);
        this.flink = flink;
        this.clock = clock;
    }

    /**
     * Makes a plan; touches nothing.
     *
     * @param target what is gone back to
     * @param job that runs
     * @param jar the job's jar
     * @param kafka connects to the events' Kafka
     * @throws RefusedException if it would go wrong
     */
    public RollbackPlan plan(
            SavepointEntry target,
            JobOverview job,
            Path jar,
            Supplier<BrokerConnection> kafka,
            OffsetsChoice choice)
            throws IOException {
        FlinkClient.Submitted submitted = FactFinder.submitted(flink, job);
        Instant now = clock.instant();
        String id = FactFinder.newId(now);
        FactFinder finder = new FactFinder(learner, catalogue, published);
        Map<Integer, Facts.Partition> events;
        try (BrokerConnection connection = kafka.get()) {
            events = finder.events(connection.offsets(), choice);
        }
        Facts facts = finder.find(id, now, target, List.of(), job, submitted, jar, events);
        return Planning.plan(facts, choice, false);
    }

    /**
     * The rollback's machine on this site.
     *
     * @param patience how long a restored job may take until it has learned and published
     * @param watcher told every state, after the journal
     */
    public Rollback rollback(Journal journal, Duration patience, Consumer<RollbackState> watcher) {
        return new Rollback(
                journal,
                published,
                new FlinkCluster(flink, FlinkCluster.RESTART),
                () -> UUID.randomUUID().toString().replace("-", ""),
                patience,
                watcher);
    }

    /**
     * Two rollbacks at once would undo each other.
     *
     * @throws RefusedException if there is one that is not at its end
     */
    public static void requireNoneOpen(Optional<RollbackState> open) {
        if (open.isPresent()) {
            throw new RefusedException(
                    "Rollback %s is not at its end, it stands at %s; go on with --resume or bring back what was before with --undo."
                            .formatted(open.get().plan().id(), open.get().name()));
        }
    }
}
