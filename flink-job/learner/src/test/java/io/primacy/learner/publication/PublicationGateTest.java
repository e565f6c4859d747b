package io.primacy.learner.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.TestingConfigs;
import io.primacy.learner.validation.TaskFigures;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.GateConfig;
import io.primacy.schema.config.SnapshotConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationGateTest {
    private static final double[] NEVER_PUBLISHED = {};
    private static final double OFF = Double.POSITIVE_INFINITY;

    @Test
    void whatTheConstraintAllowsInTheLossesOwnUnitTheGateAllowsToo() {
        PublicationGate gate = gate(0, 0.05, 0);

        assertThat(judge(gate, 0.54, 0.5)).isEmpty();
        assertThat(judge(gate, 0.56, 0.5))
                .containsExactly("first is at +12.00 % of its reference, allowed are +10.00 %");
    }

    @Test
    void bothTolerancesAndTheGatesOwnAddUp() {
        PublicationGate gate = gate(0.02, 0.05, 0.03);

        assertThat(judge(gate, 0.57, 0.5)).isEmpty();
        assertThat(judge(gate, 0.58, 0.5))
                .containsExactly("first is at +16.00 % of its reference, allowed are +15.00 %");
    }

    @Test
    void withoutEitherNothingIsAllowed() {
        assertThat(judge(gate(0, 0, 0), 0.51, 0.5))
                .containsExactly("first is at +2.00 % of its reference, allowed are +0.00 %");
    }

    /** The constrained task at so much loss; the free one may be as bad as it likes. */
    private static List<String> judge(PublicationGate gate, double loss, double reference) {
        List<TaskFigures> tasks = List.of(figures(loss, reference), figures(9, 0.1));
        return gate.judge("m", 1_000, new double[] {1, loss, 1, 9, 1}, tasks, NEVER_PUBLISHED);
    }

    private static TaskFigures figures(double loss, double reference) {
        return new TaskFigures(500, loss, reference, 0.3, 1, 0.7);
    }

    private static PublicationGate gate(double tolerance, double absolute, double beyond) {
        GateConfig bounds = new GateConfig(0, 100, beyond, OFF, OFF, OFF, 3, Map.of());
        return new PublicationGate(
                TestingConfigs.with(TestingConfigs.twoLevels(), constraint(tolerance, absolute))
                        .with(
                                new SnapshotConfig(
                                        "file:///nowhere",
                                        1,
                                        Duration.ofSeconds(1),
                                        20,
                                        1 << 20,
                                        10,
                                        Duration.ZERO,
                                        bounds)));
    }

    private static ConstraintConfig constraint(double tolerance, double absolute) {
        return new ConstraintConfig(
                ConstraintConfig.Reference.SHADOW,
                0,
                tolerance,
                absolute,
                1,
                ConstraintConfig.Scale.GRADIENT_NORM,
                ConstraintConfig.Controller.EXPONENTIATED,
                0.003,
                0.02,
                2,
                0.5,
                100,
                1,
                0.98);
    }
}
