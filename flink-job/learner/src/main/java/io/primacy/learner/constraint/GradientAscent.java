package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;

/** The method's own dual step: λ ← clamp(λ + η·ξ, λ_min, λ_max) (arXiv 2412.12092, Algorithm 1). */
final class GradientAscent implements Controller {
    private final double learningRate;
    private final double min;
    private final double max;

    GradientAscent(ConstraintConfig config) {
        learningRate = config.learningRate();
        min = config.min();
        max = config.max();
    }

    @Override
    public double next(double multiplier, Violation violation) {
        double step = learningRate * violation.average();
        return Double.isFinite(step) ? Math.min(max, Math.max(min, multiplier + step)) : multiplier;
    }
}
