package io.primacy.learner.constraint;

/**
 * The ν-PI controller (Sohrabi et al., arXiv 2406.04558): λ ← clamp(λ + η·(e + κ·(ξ − ξ′)), 0,
 * λ_max). Its proportional part damps the swings of plain gradient ascent.
 */
final class NuPi implements Controller {
    private final double learningRate;
    private final double proportional;
    private final double max;

    NuPi(double learningRate, double proportional, double max) {
        this.learningRate = learningRate;
        this.proportional = proportional;
        this.max = max;
    }

    @Override
    public double next(double multiplier, double violation, double average, double before) {
        double step = learningRate * (violation + proportional * (average - before));
        return Double.isFinite(step) ? Math.min(max, Math.max(0, multiplier + step)) : multiplier;
    }
}
