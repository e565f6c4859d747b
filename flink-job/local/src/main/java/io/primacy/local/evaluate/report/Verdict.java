package io.primacy.local.evaluate.report;

import io.primacy.local.evaluate.report.page.Notation;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.Summary.Spread;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a task of higher priority was held, in words.
 *
 * @param task the task
 * @param state the finding
 * @param claim one sentence
 * @param details what qualifies it: sentences
 */
record Verdict(String task, State state, String claim, List<String> details) {

    /** From good to bad; what is not known is not good. */
    enum State {
        HELD("is held"),
        HELD_ON_AVERAGE("is held on average only"),
        NOT_HELD("is NOT held"),
        UNKNOWN("cannot be judged");

        final String words;

        State(String words) {
            this.words = words;
        }
    }

    /** Largest share of windows in violation at which a constraint counts as held throughout. */
    static final double WINDOWS_LIMIT = 0.1;

    static Verdict of(Findings findings, String task) {
        Summary summary = findings.summary(findings.judged(), task);
        if (summary == null || summary.violation() == null) {
            return unknown(findings, task, summary);
        }
        Spread violation = summary.violation();
        Spread over = summary.windowsOver();
        boolean scattered = over != null && over.mean() > WINDOWS_LIMIT;
        State state =
                !(violation.mean() <= Findings.LIMIT)
                        ? State.NOT_HELD
                        : scattered ? State.HELD_ON_AVERAGE : State.HELD;
        String claim =
                "%s %s: %s against its own learner%s."
                        .formatted(
                                task,
                                state.words,
                                Notation.signedPercent(violation),
                                state == State.NOT_HELD ? "; the limit is " + limit() : "");
        List<String> details = new ArrayList<>();
        if (over != null) {
            details.add(
                    "%s of the windows exceed +0.5 %%%s."
                            .formatted(
                                    Notation.percent(over),
                                    scattered ? ", where 10 % are allowed" : ""));
            Double chance = findings.windowsOverByChance(task);
            if (chance != null) {
                details.add(
                        "Between two of its own learners that differ in their seed only, %s do."
                                .formatted(Notation.percent(chance)));
            }
        }
        details.add(certainty(violation, summary.seeds()));
        if (!findings.above(task).isEmpty()) {
            details.add(
                    "Its own learner has nothing above it, while here it gives way to %s."
                            .formatted(Notation.listed(findings.above(task))));
        }
        return new Verdict(task, state, claim, details);
    }

    private static Verdict unknown(Findings findings, String task, Summary summary) {
        String reason =
                summary != null && summary.logLoss() == null
                        ? "it has no labelled event where figures count"
                        : findings.hasAlone(task)
                                ? "its violation is not a number"
                                : "it was not learned alone, so there is nothing to compare with";
        return new Verdict(
                task,
                State.UNKNOWN,
                "%s %s: %s.".formatted(task, State.UNKNOWN.words, reason),
                List.of());
    }

    private static String certainty(Spread violation, int seeds) {
        if (seeds < 2) {
            return "One seed only: how far this moves from seed to seed is not known.";
        }
        double half = Findings.halfInterval(violation, seeds);
        double low = violation.mean() - half;
        double high = violation.mean() + half;
        String interval =
                "The 95 %% interval of the mean over %d seeds is %s to %s: "
                        .formatted(
                                seeds, Notation.signedPercent(low), Notation.signedPercent(high));
        return interval
                + (low <= Findings.LIMIT && high > Findings.LIMIT
                                ? "on both sides of the limit of %s, so more seeds could decide otherwise."
                                : "on one side of the limit of %s.")
                        .formatted(limit());
    }

    private static String limit() {
        return "+0.1 %";
    }
}
