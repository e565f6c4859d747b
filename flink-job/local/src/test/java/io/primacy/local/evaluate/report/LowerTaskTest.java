package io.primacy.local.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LowerTaskTest {
    @Test
    void theKeptGainIsMeasuredFromTheBaseRateToTheLossAlone() {
        LowerTask click =
                new LowerTask(runs().shared("nmt", "nmt shadow", 0, 0.02).findings(), "click");

        assertThat(click.keptGain().mean()).isCloseTo(0.9, within(1e-9));
        assertThat(words(click))
                .startsWith("click keeps 90 % of the gain over its base rate that it reaches alone")
                .contains("loss 0.51000 ± 0.00010; alone 0.50000");
    }

    @Test
    void theBestWeightThatHoldsTheTasksAboveIsTheOneToBeat() {
        LowerTask click =
                new LowerTask(
                        runs().shared("nmt", "nmt shadow", 0, 0.02)
                                .shared("sum", "sum 0.1", 0, 0.04)
                                .shared("sum", "sum 0.3", 0.0005, 0.03)
                                .shared("sum", "sum 1", 0.02, 0)
                                .findings(),
                        "click");

        assertThat(words(click))
                .contains("The best hand-set weight that holds like, too, is 0.3")
                .contains("nmt shadow is lower (−0.97 %");
        assertThat(click.beaten()).isFalse();
    }

    @Test
    void aHandSetWeightThatDoesBetterIsSaidToDoBetter() {
        LowerTask click =
                new LowerTask(
                        runs().shared("nmt", "nmt shadow", 0, 0.02)
                                .shared("sum", "sum 0.3", 0, 0.01)
                                .findings(),
                        "click");

        assertThat(words(click))
                .contains("A hand-set weight does better: 0.3 holds like, too")
                .contains("nmt shadow is higher (+0.99 %");
        assertThat(click.beaten()).isTrue();
    }

    @Test
    void aDifferenceWithinTheSeedsIsCalledLevel() {
        LowerTask click =
                new LowerTask(
                        runs().shared("nmt", "nmt shadow", 0, 0.02)
                                .shared("sum", "sum 0.3", 0, 0.0199)
                                .findings(),
                        "click");

        assertThat(words(click)).contains("nmt shadow is level with it (+0.01 % ± 0.04 %)");
        assertThat(click.beaten()).isFalse();
    }

    @Test
    void aComparisonIsQualifiedWhereThePriorityDidNotHold() {
        LowerTask click =
                new LowerTask(
                        runs().shared("nmt", "nmt shadow", 0.02, 0)
                                .shared("sum", "sum 0.3", 0, 0.01)
                                .findings(),
                        "click");

        assertThat(words(click)).endsWith("But nmt shadow itself does not hold like.");
    }

    @Test
    void aSweepInWhichNothingHoldsIsSaidSo() {
        LowerTask click =
                new LowerTask(
                        runs().shared("nmt", "nmt shadow", 0, 0.02)
                                .shared("sum", "sum 1", 0.02, 0)
                                .findings(),
                        "click");

        assertThat(words(click)).contains("No hand-set weight that was tried holds like.");
    }

    @Test
    void withoutBaselinesTheWayToThemIsNamed() {
        LowerTask click =
                new LowerTask(
                        new TestingEvaluation(1, "like", "click")
                                .unreferenced("nmt shadow", 0, 0.02)
                                .findings(),
                        "click");

        assertThat(words(click))
                .contains("click reaches a loss of 0.51000; it was not learned alone")
                .contains("--baselines adds the sweep");
    }

    private static TestingEvaluation runs() {
        return new TestingEvaluation(3, "like", "click").singles();
    }

    private static String words(LowerTask task) {
        return String.join(" ", task.sentences()).replace('\u00a0', ' ');
    }
}
