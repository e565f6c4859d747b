package io.primacy.learner.constraint;

/** The method's own dual step: λ ← clamp(λ + η·ξ, 0, λ_max) (arXiv 2412.12092, Algorithm 1). */
final class GradientAscent implements Controller {
    private final double learningRate;
    private final double max;

    GradientAscent(double learningRate, double max) {
        this.learningRate = learningRate;
        this.max = max;
    }

    @Override
    public double next(double multiplier, double violation, double average, double before) {
        if (!Double.isFinite(average)) {
            return multiplier;
        }
        return Math.min(max, Math.max(0, multiplier + learningRate * average));
    }
}
