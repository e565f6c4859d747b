package io.primacy.local.evaluate.report;

import io.primacy.local.evaluate.report.page.Notation;
import io.primacy.local.evaluate.result.Run;
import io.primacy.local.evaluate.result.Summary.Spread;
import io.primacy.local.evaluate.result.TaskResult;
import java.util.ArrayList;
import java.util.List;

/** What a task of lower priority is left with, and whether a weight set by hand leaves it more. */
final class LowerTask {
    private static final int LOSS_DECIMALS = 5;

    private final Findings findings;
    private final String task;
    private final String judged;
    private boolean beaten;

    LowerTask(Findings findings, String task) {
        this.findings = findings;
        this.task = task;
        judged = findings.judged();
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(kept());
        sentences.add(sweep());
        return sentences;
    }

    private String kept() {
        Spread loss = loss(judged);
        if (loss == null) {
            return task + " has no labelled event where figures count.";
        }
        String itsLoss = Notation.spread(loss, LOSS_DECIMALS);
        Spread alone = findings.aloneLoss(task);
        if (alone == null) {
            return "%s reaches a loss of %s; it was not learned alone to compare with."
                    .formatted(task, itsLoss);
        }
        Spread gain = keptGain();
        String losses =
                "(loss %s; alone %s)".formatted(itsLoss, Notation.spread(alone, LOSS_DECIMALS));
        if (gain == null) {
            return "%s is at %s against its own learner %s."
                    .formatted(
                            task, Notation.signedPercent(findings.violation(judged, task)), losses);
        }
        return "%s keeps %s of the gain over its base rate that it reaches alone %s."
                .formatted(task, Notation.percent(gain), losses);
    }

    /**
     * Share of the gain over the base rate's entropy that the task reaches alone, seed by seed;
     * {@code null} if there is no such gain.
     */
    Spread keptGain() {
        List<Double> shares = new ArrayList<>();
        for (Run run : findings.runs(judged)) {
            TaskResult own = Findings.result(run, task);
            TaskResult alone = findings.alone(task, run.seed());
            if (own == null
                    || own.logLoss() == null
                    || alone == null
                    || alone.logLoss() == null
                    || alone.normalizedEntropy() == null) {
                continue;
            }
            double entropy = alone.logLoss() / alone.normalizedEntropy();
            double share = (entropy - own.logLoss()) / (entropy - alone.logLoss());
            if (entropy > alone.logLoss() && Double.isFinite(share)) {
                shares.add(share);
            }
        }
        return Findings.spread(shares);
    }

    private String sweep() {
        List<String> sums = findings.sums();
        if (sums.isEmpty()) {
            return "No weights were tried beside it; --baselines adds the sweep.";
        }
        List<String> above = findings.above(task);
        String higher = Notation.listed(above);
        String best = null;
        for (String sum : sums) {
            if (findings.holds(sum, above)
                    && loss(sum) != null
                    && (best == null || loss(sum).mean() < loss(best).mean())) {
                best = sum;
            }
        }
        if (best == null) {
            return "No hand-set weight that was tried holds %s.".formatted(higher);
        }
        List<Double> differences = differences(best);
        if (differences.isEmpty()) {
            return "";
        }
        beaten = better(differences) > 0;
        return (beaten
                                ? "A hand-set weight does better: %s holds %s, too, with a loss of %s; %s is %s."
                                : "The best hand-set weight that holds %2$s, too, is %1$s with a loss of %3$s; %4$s is %5$s.")
                        .formatted(
                                weight(best),
                                higher,
                                Notation.spread(loss(best), LOSS_DECIMALS),
                                judged,
                                relation(differences))
                + (findings.holds(judged, above)
                        ? ""
                        : " But %s itself does not hold %s.".formatted(judged, higher));
    }

    /** Whether a weight in the sweep did better for certain; known once there are sentences. */
    boolean beaten() {
        return beaten;
    }

    private static String relation(List<Double> differences) {
        Spread spread = Findings.spread(differences);
        String figure = Notation.signedPercent(spread);
        int sign = better(differences);
        return sign == 0
                ? "level with it (%s)".formatted(figure)
                : (sign < 0 ? "lower (%s)" : "higher (%s)").formatted(figure);
    }

    /** The sign of the differences, 0 if their 95 % interval contains 0. */
    private static int better(List<Double> differences) {
        Spread spread = Findings.spread(differences);
        double half =
                differences.size() < 2 ? 0 : Findings.halfInterval(spread, differences.size());
        return Math.abs(spread.mean()) <= half ? 0 : (int) Math.signum(spread.mean());
    }

    private Spread loss(String label) {
        return findings.summary(label, task) == null
                ? null
                : findings.summary(label, task).logLoss();
    }

    /** Relative difference to the other label's loss, seed by seed. */
    private List<Double> differences(String other) {
        List<Double> differences = new ArrayList<>();
        for (Run run : findings.runs(judged)) {
            TaskResult own = Findings.result(run, task);
            TaskResult its =
                    findings.runs(other).stream()
                            .filter(r -> r.seed() == run.seed())
                            .map(r -> Findings.result(r, task))
                            .findFirst()
                            .orElse(null);
            if (own != null && its != null && own.logLoss() != null && its.logLoss() != null) {
                differences.add(own.logLoss() / its.logLoss() - 1);
            }
        }
        return differences;
    }

    /** {@code sum 0.3} as {@code 0.3}. */
    static String weight(String sum) {
        return sum.startsWith("sum ") ? sum.substring("sum ".length()) : sum;
    }
}
