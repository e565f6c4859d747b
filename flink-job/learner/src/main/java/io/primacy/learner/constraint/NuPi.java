package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;

/**
 * The ν-PI controller (Sohrabi et al., arXiv 2406.04558): λ ← clamp(λ + η·(e + κ·(ξ − ξ′)), λ_min,
 * λ_max). Its proportional part damps the swings of plain gradient ascent.
 */
final class NuPi implements Controller {
    private final double learningRate;
    private final double proportional;
    private final double min;
    private final double max;

    NuPi(ConstraintConfig config) {
        learningRate = config.learningRate();
        proportional = config.proportional();
        min = config.min();
        max = config.max();
    }

    @Override
    public double next(double multiplier, Violation violation) {
        double change = violation.average() - violation.averageBefore();
        double step = learningRate * (violation.latest() + proportional * change);
        return Double.isFinite(step) ? Math.min(max, Math.max(min, multiplier + step)) : multiplier;
    }
}
