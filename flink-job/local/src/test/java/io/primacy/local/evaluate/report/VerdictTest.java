package io.primacy.local.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VerdictTest {
    @Test
    void aViolationWithinTheLimitIsHeld() {
        Verdict verdict = like(new TestingEvaluation(3, "like", "click"), -0.0006);

        assertThat(verdict.state()).isEqualTo(Verdict.State.HELD);
        assertThat(words(verdict))
                .startsWith("like is held: −0.06 % ± 0.02 % against its own learner.")
                .contains("5 % of the windows exceed +0.5 %.")
                .contains("over 3 seeds is −0.11 % to −0.01 %: on one side of the limit");
    }

    @Test
    void aViolationAboveTheLimitIsNotHeldAndNamesTheLimit() {
        Verdict verdict = like(new TestingEvaluation(3, "like", "click"), 0.013);

        assertThat(verdict.state()).isEqualTo(Verdict.State.NOT_HELD);
        assertThat(words(verdict))
                .startsWith("like is NOT held: +1.30 % ± 0.02 %")
                .contains("the limit is +0.1 %");
    }

    @Test
    void seedsThatScatterAroundTheLimitAreSaidNotToDecide() {
        Verdict verdict = like(new TestingEvaluation(3, "like", "click"), 0.0009);

        assertThat(verdict.state()).isEqualTo(Verdict.State.HELD);
        assertThat(words(verdict)).contains("more seeds could decide otherwise");
    }

    @Test
    void aGoodMeanWithManyBadWindowsIsHeldOnAverageOnly() {
        Findings findings =
                new TestingEvaluation(3, "like", "click")
                        .sharedWithWindowsOver("nmt shadow", 0.2, -0.0006, 0.02)
                        .singles()
                        .findings();

        Verdict verdict = Verdict.of(findings, "like");

        assertThat(verdict.state()).isEqualTo(Verdict.State.HELD_ON_AVERAGE);
        assertThat(words(verdict)).contains("20 % of the windows", "where 10 % are allowed");
    }

    @Test
    void whatChanceDoesToTheWindowsStandsBesideWhatHappened() {
        TestingEvaluation evaluation =
                new TestingEvaluation(3, "like", "click").seedNoise("like", 0.09);

        assertThat(words(like(evaluation, 0)))
                .contains("5 % of the windows exceed", "that differ in their seed only, 9 % do.");
        assertThat(words(like(new TestingEvaluation(3, "like", "click"), 0)))
                .doesNotContain("seed only, ");
    }

    @Test
    void withoutARunAloneNothingIsClaimed() {
        Findings findings =
                new TestingEvaluation(1, "like", "click")
                        .unreferenced("nmt shadow", -0.1, -0.1)
                        .findings();

        Verdict verdict = Verdict.of(findings, "like");

        assertThat(verdict.state()).isEqualTo(Verdict.State.UNKNOWN);
        assertThat(words(verdict))
                .isEqualTo(
                        "like cannot be judged: it was not learned alone, so there is nothing to compare with.");
    }

    @Test
    void aTaskWithoutLabelsIsNotCalledHeld() {
        Findings findings =
                new TestingEvaluation(1, "like", "click").unlabelled("nmt shadow").findings();

        assertThat(words(Verdict.of(findings, "like")))
                .isEqualTo("like cannot be judged: it has no labelled event where figures count.");
    }

    @Test
    void oneSeedIsSaidToBeOne() {
        assertThat(words(like(new TestingEvaluation(1, "like", "click"), 0)))
                .contains("like is held: +0.00 % against its own learner.", "One seed only");
    }

    @Test
    void aMiddleTaskIsExplainedToGiveWayToTheOnesAboveIt() {
        Findings findings =
                new TestingEvaluation(2, "like", "long_view", "click")
                        .shared("nmt", "nmt shadow", 0, 0.004, 0.01)
                        .singles()
                        .findings();

        assertThat(words(Verdict.of(findings, "long_view")))
                .startsWith("long_view is NOT held")
                .contains("gives way to like");
    }

    private static Verdict like(TestingEvaluation evaluation, double violation) {
        return Verdict.of(
                evaluation.shared("nmt", "nmt shadow", violation, 0.02).singles().findings(),
                "like");
    }

    /** With plain spaces: figures and their units are kept on one line by hard ones. */
    private static String words(Verdict verdict) {
        return (verdict.claim() + " " + String.join(" ", verdict.details()))
                .replace('\u00a0', ' ')
                .trim();
    }
}
