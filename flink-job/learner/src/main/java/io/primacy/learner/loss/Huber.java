package io.primacy.learner.loss;

/** Huber's loss with δ = 1: ½d² where |d| ≤ 1, |d| − ½ beyond; d = z − y. */
final class Huber implements Loss {
    static final Huber INSTANCE = new Huber();

    private Huber() {}

    @Override
    public double value(float z, float y) {
        double d = Math.abs((double) z - y);
        return d <= 1 ? 0.5 * d * d : d - 0.5;
    }

    @Override
    public float gradient(float z, float y) {
        return Math.max(-1f, Math.min(1f, z - y));
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
