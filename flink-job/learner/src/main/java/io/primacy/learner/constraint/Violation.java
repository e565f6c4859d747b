package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;

/**
 * What a controller sees of a constraint: the violation e = clip((L − R − absolute tolerance) /
 * EMA(R) − tolerance) batch by batch, positive when the constraint is broken, and how sure it is.
 */
final class Violation {
    /** Numbers of state. */
    static final int STATE_SIZE = 6;

    /** Standard errors within which a mean is taken for noise. */
    private static final double DOUBT = 2;

    private static final double LASTING_DOUBT = 3;
    private static final double FIRST_MEMORIES = 5;
    private static final double LASTING_MEMORIES = 15;

    /** Weight that the averages need before they count as evidence: half of a full memory. */
    private static final double EVIDENCE_WEIGHT = 0.5;

    private final ConstraintConfig config;
    private final Ema gap;
    private final Ema mean;
    private final Ema meanSquare;
    private double latest;
    private double average;
    private double before;

    Violation(ConstraintConfig config) {
        this.config = config;
        gap = new Ema(config.smoothing());
        mean = new Ema(config.smoothing());
        meanSquare = new Ema(config.smoothing());
    }

    /**
     * Takes a batch's losses.
     *
     * @param difference L − R
     * @param scale EMA(R), greater than 0
     */
    void observe(double difference, double scale) {
        double excess = difference - config.absoluteTolerance();
        before = clip(gap.value() / scale);
        gap.add(excess);
        average = clip(gap.value() / scale);
        latest = clip(excess / scale);
        mean.add(latest);
        meanSquare.add(latest * latest);
    }

    /** e of the batch alone. */
    double latest() {
        return latest;
    }

    /** ξ: the violation of the averaged losses. */
    double average() {
        return average;
    }

    /** ξ′: that average before this batch. */
    double averageBefore() {
        return before;
    }

    /** σ: standard deviation of e from batch to batch; 0 while it is unknown. */
    double deviation() {
        double variance = meanSquare.value() - mean.value() * mean.value();
        return variance > 0 ? Math.sqrt(variance) : 0;
    }

    /**
     * t: the mean of e in units of its standard error over the batches that the average remembers;
     * 0 while they are too few.
     */
    double standardErrors() {
        double weight = mean.weight();
        double deviation = deviation();
        if (weight < EVIDENCE_WEIGHT || deviation == 0) {
            return 0;
        }
        double batches = memory() * weight / (2 - weight);
        return mean.value() / deviation * Math.sqrt(batches);
    }

    /**
     * z: standard errors within which a mean below zero is taken for noise. {@link #DOUBT} over the
     * first five memories of the average, rising to {@value #LASTING_DOUBT} at the fifteenth: who
     * goes on asking is told by chance, sooner or later, what is not so.
     */
    double lastingDoubt() {
        double batches = Math.log(1 - mean.weight()) / Math.log(config.smoothing());
        double memories = batches / memory();
        double share = (memories - FIRST_MEMORIES) / (LASTING_MEMORIES - FIRST_MEMORIES);
        return DOUBT + (LASTING_DOUBT - DOUBT) * Math.max(0, Math.min(1, share));
    }

    /** Batches that the averages remember: so many independent values have a mean as uncertain. */
    private double memory() {
        return (1 + config.smoothing()) / (1 - config.smoothing());
    }

    private double clip(double violation) {
        return Math.max(-config.clip(), Math.min(config.clip(), violation - config.tolerance()));
    }

    void state(double[] into, int at) {
        into[at] = gap.sum();
        into[at + 1] = gap.weight();
        into[at + 2] = mean.sum();
        into[at + 3] = mean.weight();
        into[at + 4] = meanSquare.sum();
        into[at + 5] = meanSquare.weight();
    }

    void restore(double[] from, int at) {
        gap.restore(from[at], from[at + 1]);
        mean.restore(from[at + 2], from[at + 3]);
        meanSquare.restore(from[at + 4], from[at + 5]);
    }
}
