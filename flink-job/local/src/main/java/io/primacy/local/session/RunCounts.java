package io.primacy.local.session;

import io.primacy.local.data.Origin;
import io.primacy.local.follow.Tally;
import io.primacy.local.follow.Throughput;
import io.primacy.local.follow.TopicFollower;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.Offsets;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.RunSummary;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts of one run: what the topics say now, less what they said when it began. After a crash the
 * last reports may be ahead of the restored state; produced and learned then both lack these
 * events, which were counted before. Not thread-safe.
 */
final class RunCounts implements AutoCloseable {
    private static final long REFRESH_NANOS = 300_000_000L;

    private final LearnerConfig config;
    private final Origin origin;
    private final Offsets offsets;
    private final TopicFollower follower;
    private final long learnedBefore;
    private final long deadLetteredBefore;
    private final int snapshotsBefore;
    private long refreshedNanos;
    private long inTopic;
    private boolean committed;
    private Throughput throughput;

    private RunCounts(
            LearnerConfig config, Origin origin, Offsets offsets, TopicFollower follower) {
        this.config = config;
        this.origin = origin;
        this.offsets = offsets;
        this.follower = follower;
        this.learnedBefore = follower.tally().learned();
        this.deadLetteredBefore = follower.tally().deadLettered();
        this.snapshotsBefore = follower.tally().snapshots().size();
        startMeasuring();
        refresh();
    }

    static RunCounts open(
            LearnerConfig config, BrokerConnection connection, Origin origin, Duration timeout) {
        EventsConfig events = config.events();
        Offsets offsets = connection.offsets();
        Set<TopicPartition> partitions = new HashSet<>();
        for (String topic :
                List.of(events.metricsTopic(), events.snapshotsTopic(), events.deadLetterTopic())) {
            partitions.addAll(offsets.end(topic).keySet());
        }
        TopicFollower follower =
                TopicFollower.open(
                        connection.bootstrapServers(),
                        config.name(),
                        events,
                        partitions,
                        p -> origin.offset(p.topic(), p.partition()));
        follower.catchUp(timeout);
        return new RunCounts(config, origin, offsets, follower);
    }

    /** Says that learning can begin now: speed is measured from here. */
    void startMeasuring() {
        throughput =
                new Throughput(
                        config.batch().size(),
                        System.currentTimeMillis(),
                        follower.tally().learned());
        follower.measure(throughput);
    }

    /** Takes what has come; waits at most {@code wait} for something. */
    void poll(Duration wait) {
        follower.poll(wait);
        if (System.nanoTime() - refreshedNanos > REFRESH_NANOS) {
            refresh();
        }
    }

    /** Takes everything that was said until now. */
    void catchUp(Duration timeout) {
        follower.catchUp(timeout);
        refresh();
    }

    private void refresh() {
        Map<TopicPartition, Long> ends = offsets.end(config.events().topic());
        Map<TopicPartition, Long> done =
                offsets.committed(origin.groupId(), config.events().topic());
        inTopic = 0;
        committed = true;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            TopicPartition partition = end.getKey();
            long from = origin.offset(partition.topic(), partition.partition());
            inTopic += end.getValue() - from;
            committed &= done.getOrDefault(partition, from) >= end.getValue();
        }
        refreshedNanos = System.nanoTime();
    }

    /** Events in the topic since the models began, this run's and earlier ones'. */
    long inTopic() {
        return inTopic;
    }

    Progress progress(boolean feeding) {
        Tally tally = follower.tally();
        List<SnapshotAnnouncement> snapshots = tally.snapshots();
        return new Progress(
                produced(),
                learned(),
                tally.pending(),
                deadLettered(),
                committed,
                feeding,
                throughput.perSecond(),
                tally.reports(),
                snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1));
    }

    private long produced() {
        return Math.max(0, inTopic - learnedBefore - deadLetteredBefore);
    }

    private long learned() {
        return Math.max(0, follower.tally().learned() - learnedBefore);
    }

    private long deadLettered() {
        return follower.tally().deadLettered() - deadLetteredBefore;
    }

    Map<DeadLetter.Reason, Long> deadLetters() {
        return follower.tally().reasons();
    }

    RunSummary summary(long checkpoints) {
        Tally tally = follower.tally();
        List<SnapshotAnnouncement> published = tally.snapshots();
        List<RunSummary.Snapshot> snapshots =
                published.subList(snapshotsBefore, published.size()).stream()
                        .map(a -> new RunSummary.Snapshot(a.model(), a.version(), a.path()))
                        .toList();
        Optional<MetricsReport> most =
                tally.reports().stream().max(Comparator.comparingLong(MetricsReport::learned));
        return new RunSummary(
                new RunSummary.Events(produced(), learned(), deadLettered()),
                checkpoints,
                snapshots,
                most.map(MetricsReport::model).orElse(null),
                most.map(MetricsReport::windowEvents).orElse(0L),
                most.map(MetricsReport::tasks).orElse(List.of()),
                throughput.perSecond());
    }

    @Override
    public void close() {
        follower.close();
    }
}
