package io.primacy.learner.loss;

/** Squared loss: ℓ = ½(y − z)². */
final class Squared implements Loss {
    static final Squared INSTANCE = new Squared();

    private Squared() {}

    @Override
    public double value(float z, float y) {
        double d = (double) y - z;
        return 0.5 * d * d;
    }

    @Override
    public float gradient(float z, float y) {
        return z - y;
    }

    @Override
    public float prediction(float z) {
        return z;
    }

    @Override
    public boolean isProbability() {
        return false;
    }
}
