package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.schema.config.GateConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.SnapshotConfig;
import io.primacy.schema.report.MetricsReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate refused, over restarts. */
class RefusalsTest {
    private static final double OFF = Double.POSITIVE_INFINITY;
    private static final int NEVER = 1_000_000;

    @TempDir Path directory;

    @Test
    void theSameRefusalIsCountedOnceHoweverOftenTheJobIsRestarted() throws Exception {
        LearnerConfig config = config(NEVER, 3);
        OperatorSubtaskState state = refusedOnce(config);

        for (int restart = 1; restart <= 3; restart++) {
            try (TestingLearner learner = restored(config, state, restart)) {
                state = learner.checkpoint(restart + 1);

                assertThat(learner.model("home").lineage().refusals()).isEqualTo(1);
                assertThat(learner.parts()).noneMatch(SnapshotPart.Refused.class::isInstance);
                assertThat(last(learner.reports()).alarm()).isFalse();
            }
        }
    }

    @Test
    void whatItHasLearnedSinceIsAnother() throws Exception {
        LearnerConfig config = config(NEVER, 3);
        OperatorSubtaskState state = refusedOnce(config);

        try (TestingLearner learner = restored(config, state, 1)) {
            learner.take(SmallLearner.examples(16, 8, "home"));
            learner.checkpoint(2);

            assertThat(learner.model("home").lineage().refusals()).isEqualTo(2);
        }
    }

    @Test
    void aGateThatIsWiderAfterARestartLetsItPass() throws Exception {
        OperatorSubtaskState state = refusedOnce(config(NEVER, 3));

        try (TestingLearner learner = restored(config(0, 3), state, 1)) {
            learner.checkpoint(2);

            assertThat(learner.model("home").lineage().refusals()).isZero();
            assertThat(learner.parts()).anyMatch(SnapshotPart.End.class::isInstance);
        }
    }

    @Test
    void anAlarmOutlastsARestart() throws Exception {
        LearnerConfig config = config(NEVER, 1);
        OperatorSubtaskState state = refusedOnce(config);

        try (TestingLearner learner = restored(config, state, 1)) {
            learner.take(SmallLearner.examples(16, 8, "home"));
            learner.time(60_000);

            MetricsReport report = last(learner.reports());
            assertThat(report.refusals()).isEqualTo(1);
            assertThat(report.alarm()).isTrue();
        }
    }

    private OperatorSubtaskState refusedOnce(LearnerConfig config) throws Exception {
        try (TestingLearner learner =
                TestingLearner.started(config, new HashMapStateBackend(), checkpoints())) {
            learner.take(SmallLearner.examples(20, 7, "home"));
            OperatorSubtaskState state = learner.checkpoint(1);
            assertThat(learner.model("home").lineage().refusals()).isEqualTo(1);
            return state;
        }
    }

    private TestingLearner restored(LearnerConfig config, OperatorSubtaskState state, long id)
            throws Exception {
        return TestingLearner.restored(config, new HashMapStateBackend(), checkpoints(), state, id);
    }

    private static MetricsReport last(List<MetricsReport> reports) {
        return reports.get(reports.size() - 1);
    }

    private LearnerConfig config(long minEvents, int alarmAfter) {
        return SmallLearner.standard()
                .config()
                .with(
                        new SnapshotConfig(
                                directory.toUri().toString(),
                                1,
                                Duration.ofSeconds(30),
                                20,
                                1 << 20,
                                1_000,
                                Duration.ZERO,
                                new GateConfig(
                                        minEvents, 100, OFF, OFF, OFF, OFF, alarmAfter, Map.of())));
    }

    private String checkpoints() {
        return directory.resolve("checkpoints").toString();
    }
}
