package io.primacy.learner.constraint;

/**
 * Exponential moving average that is unbiased from its first value on: Σ dᵏ·xₜ₋ₖ / Σ dᵏ. Two
 * numbers of state.
 */
public final class Ema {
    private final double decay;
    private double sum;
    private double weight;

    /**
     * @param decay d, 0 (the last value only) to less than 1
     */
    public Ema(double decay) {
        this.decay = decay;
    }

    /** Takes one more value. */
    public void add(double value) {
        sum = decay * sum + (1 - decay) * value;
        weight = decay * weight + (1 - decay);
    }

    /** The average; 0 before the first value. */
    public double value() {
        return weight == 0 ? 0 : sum / weight;
    }

    /** Whether a value was taken. */
    public boolean isPresent() {
        return weight > 0;
    }

    /** First number of the state. */
    public double sum() {
        return sum;
    }

    /** Second number of the state. */
    public double weight() {
        return weight;
    }

    /** Takes back the state that {@link #sum()} and {@link #weight()} gave. */
    public void restore(double sum, double weight) {
        this.sum = sum;
        this.weight = weight;
    }
}
