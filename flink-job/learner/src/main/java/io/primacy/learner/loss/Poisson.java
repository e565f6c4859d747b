package io.primacy.learner.loss;

/**
 * Half the Poisson deviance with mean μ = eᶻ: ℓ = μ − y·z + y·ln y − y, which is 0 at μ = y. The
 * output is held below {@value #LARGEST}, beyond which no count is meant and floats overflow.
 */
final class Poisson implements Loss {
    static final Poisson INSTANCE = new Poisson();

    private static final float LARGEST = 20f;

    private Poisson() {}

    @Override
    public double value(float z, float y) {
        double held = Math.min(z, LARGEST);
        double offset = y > 0 ? y * Math.log(y) - y : 0;
        return Math.max(0, Math.exp(held) - y * held + offset);
    }

    @Override
    public float gradient(float z, float y) {
        return prediction(z) - y;
    }

    @Override
    public float prediction(float z) {
        return (float) Math.exp(Math.min(z, LARGEST));
    }

    @Override
    public boolean isProbability() {
        return false;
    }
}
