package io.primacy.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.local.evaluate.result.TaskResult;
import io.primacy.schema.config.TaskConfig;
import org.junit.jupiter.api.Test;

class TaskScoreTest {
    private static final TaskConfig LIKE =
            new TaskConfig("like", "/like", TaskConfig.Loss.LOGISTIC, 1, 1);
    private final Windows windows = Windows.from(0.5, 8, 2);

    @Test
    void figuresAreThoseOfTheEvaluatedPart() {
        TaskScore score = score(0.5f, 0.5f);

        TaskResult result = score.result(3, null);

        double loss = (Math.log(2) * (1 + 1 + 1) + 2 * Math.log(2)) / 5;
        assertThat(result.priority()).isEqualTo(3);
        assertThat(result.logLoss()).isCloseTo(loss, within(1e-12));
        // Half of the weight has label 1: 1 of 5 … the base rate is 3/5, with the double weight.
        double entropy = -0.6 * Math.log(0.6) - 0.4 * Math.log(0.4);
        assertThat(result.normalizedEntropy()).isCloseTo(loss / entropy, within(1e-12));
        assertThat(result.calibration()).isCloseTo(2.5 / 3, within(1e-12));
        assertThat(result.auc()).isEqualTo(0.5);
        assertThat(result.violation()).isNull();
        assertThat(result.windowsOver()).isNull();
        assertThat(result.multiplier()).isEqualTo(7);
        assertThat(result.meanMultiplier()).isEqualTo(6);
        assertThat(result.windows()).hasSize(4);
        assertThat(result.windows().get(1).multiplier()).isEqualTo(2);
    }

    @Test
    void violationIsAgainstTheTaskAlone() {
        TaskScore alone = score(0.5f, 0.5f);
        TaskScore worseAtTheEnd = score(0.5f, 0.25f);

        TaskResult result = worseAtTheEnd.result(1, alone);

        double expected = 2 * (Math.log(4) - Math.log(2)) / (5 * Math.log(2));
        assertThat(result.violation()).isCloseTo(expected, within(1e-7));
        assertThat(result.windowsOver()).isEqualTo(0.5);
        assertThat(result.windows().get(3).reference()).isCloseTo(Math.log(2), within(1e-12));
    }

    /** Eight events; the last has weight 2 and label 1 and is predicted as given. */
    private TaskScore score(float all, float last) {
        TaskScore score = new TaskScore(LIKE, windows);
        for (int i = 0; i < 8; i++) {
            float label = i % 2;
            float p = i == 7 ? last : all;
            float weight = i == 7 ? 2 : 1;
            score.predicted(i, p, label, weight, -Math.log(label > 0 ? p : 1 - p));
        }
        score.multiplier(3, 2);
        score.multiplier(5, 5);
        score.multiplier(7, 7);
        score.finish();
        return score;
    }
}
