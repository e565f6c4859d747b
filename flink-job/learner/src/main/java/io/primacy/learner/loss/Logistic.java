package io.primacy.learner.loss;

/** Logistic loss from the logit: ℓ = ln(1 + eᶻ) − y·z, computed without overflow for any z. */
final class Logistic implements Loss {
    static final Logistic INSTANCE = new Logistic();

    private Logistic() {}

    @Override
    public double value(float z, float y) {
        return Math.max(z, 0f) + Math.log1p(Math.exp(-Math.abs((double) z))) - (double) y * z;
    }

    @Override
    public float gradient(float z, float y) {
        return prediction(z) - y;
    }

    @Override
    public float prediction(float z) {
        return (float) (1.0 / (1.0 + Math.exp(-(double) z)));
    }

    @Override
    public boolean isProbability() {
        return true;
    }
}
