package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;

/**
 * Exponentiated gradient (Kivinen and Warmuth 1997) on the violation in units of its own noise:
 *
 * <pre>
 *   ρ ← clamp( ρ · exp( η·clip(e/σ, ±3) − κ·clip(−t − z, 0, 3) ) , ρ_min , ρ_max )
 * </pre>
 *
 * with σ the violation's standard deviation from batch to batch, t its mean in standard errors and
 * z {@link Violation#lastingDoubt}. Dividing by σ makes one η fit a rare label, whose violation
 * jumps by 5 % from batch to batch, and a frequent one, where 0.5 % is much. The first term is an
 * integral: whatever is violated on average is raised until it is not. The second releases slack
 * that is beyond doubt soon instead of late; at most three standard errors at once, for where there
 * is next to no noise everything is beyond doubt. There is no such haste upwards: a larger
 * multiplier does not bring back what was lost, the way back to the reference's weights does (see
 * {@link Constraint#pull}).
 */
final class Exponentiated implements Controller {
    private static final double LARGEST_STEP = 3;

    private final double learningRate;
    private final double release;
    private final double min;
    private final double max;

    Exponentiated(ConstraintConfig config) {
        learningRate = config.learningRate();
        release = config.release();
        min = config.min();
        max = config.max();
    }

    @Override
    public double next(double multiplier, Violation violation) {
        double deviation = violation.deviation();
        if (deviation == 0) {
            return multiplier;
        }
        double e = violation.latest() / deviation;
        double beyondDoubt = -violation.standardErrors() - violation.lastingDoubt();
        double step =
                learningRate * Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, e))
                        - release * Math.max(0, Math.min(LARGEST_STEP, beyondDoubt));
        return Double.isFinite(step)
                ? Math.min(max, Math.max(min, multiplier * Math.exp(step)))
                : multiplier;
    }
}
