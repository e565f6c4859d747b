package io.primacy.ops.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.room.model.Standing;
import io.primacy.ops.room.model.Verdict;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aTaskNearItsReferenceIsHeld() {
        Verdict verdict = verdict(task("like", 50_000, -0.0006, 0.0, false), secondary());

        assertThat(verdict.standing()).isEqualTo(Standing.HELD);
        assertThat(verdict.headline()).isEqualTo("like is held at its optimum: -0.06 %.");
        assertThat(verdict.details())
                .containsExactly(
                        "λ of like is 12.50, 4.00 % of its cap.",
                        "click is 17.00 % better than its base rate.");
    }

    @Test
    void aTaskBeyondItsToleranceDoesNotHoldItsPriority() {
        assertThat(verdict(task("like", 50_000, 0.031, 0.02, false)).standing())
                .isEqualTo(Standing.VIOLATED);
        assertThat(verdict(task("like", 50_000, 0.029, 0.02, false)).standing())
                .isEqualTo(Standing.ALLOWED);
        assertThat(verdict(task("like", 50_000, 0.029, null, false)).headline())
                .isEqualTo("like does not hold its priority: +2.90 %.");
    }

    @Test
    void aLoosenedConstraintIsSaidEvenIfNothingIsViolated() {
        assertThat(verdict(task("like", 50_000, 0.04, 0.05, false)).headline())
                .isEqualTo("like gives up +4.00 %; its tolerance of +5.00 % allows it.");
    }

    @Test
    void aMultiplierAtItsCapIsSaid() {
        Verdict verdict = verdict(task("like", 50_000, 0.002, 0.0, true));

        assertThat(verdict.standing()).isEqualTo(Standing.STRAINED);
        assertThat(verdict.details().get(0)).contains("at its cap", "cannot be met");
    }

    @Test
    void fewLabelsAreNoVerdict() {
        assertThat(verdict(task("like", 999, 0.2, 0.0, false)).standing())
                .isEqualTo(Standing.LEARNING);
        assertThat(verdict(task("like", 50_000, null, 0.0, false)).standing())
                .isEqualTo(Standing.LEARNING);
    }

    @Test
    void ofSeveralTasksTheWorstDecides() {
        Verdict verdict =
                verdict(
                        task("like", 50_000, 0.001, 0.0, false),
                        task("share", 50_000, 0.05, 0.0, false),
                        task("save", 50_000, 0.09, 0.0, false));

        assertThat(verdict.headline()).startsWith("save does not hold");
        assertThat(verdict.violation()).isEqualTo(0.09);
        assertThat(verdict.details()).anyMatch(d -> d.startsWith("like is held"));
        assertThat(verdict.details()).anyMatch(d -> d.startsWith("share does not hold"));
    }

    @Test
    void skippedBatchesGoBeforeAHeldPriorityAndBehindALostOne() {
        assertThat(Verdict.of(report(task("like", 50_000, 0.0, 0.0, false)), true).standing())
                .isEqualTo(Standing.SKIPPING);
        assertThat(Verdict.of(report(task("like", 50_000, 0.5, 0.0, false)), true).standing())
                .isEqualTo(Standing.VIOLATED);
    }

    @Test
    void oneLevelHasNothingToHold() {
        assertThat(verdict(secondary()).standing()).isEqualTo(Standing.UNCONSTRAINED);
    }

    @Test
    void aHostileNameStaysInItsSentence() {
        Verdict verdict =
                verdict(task("<script>\n\u202eevil" + "x".repeat(10_000), 50_000, 0.5, 0.0, false));

        assertThat(verdict.headline())
                .startsWith("<script>␊⟨U+202E⟩evil")
                .contains("… (10,014 characters)")
                .hasSizeLessThan(200);
    }

    private static Verdict verdict(TaskReport... tasks) {
        return Verdict.of(report(tasks), false);
    }

    static MetricsReport report(TaskReport... tasks) {
        return new MetricsReport("l", "m", 1, 10, 2560, 0, 3, 5, 2560, 7, Arrays.asList(tasks));
    }

    private static TaskReport task(
            String name, long labels, Double violation, Double tolerance, boolean atMaximum) {
        return new TaskReport(
                name, 1, labels, 0.07, 0.8, 0.81, 1.01, 0.071, violation, 12.5, 4.0, atMaximum,
                tolerance, 100.0);
    }

    private static TaskReport secondary() {
        return new TaskReport("click", 2, 9, 0.5, 0.83, 0.8, 1.0, null, null, null, null, null);
    }

    static List<TaskReport> tasks() {
        return List.of(task("like", 50_000, 0.001, 0.0, false), secondary());
    }
}
