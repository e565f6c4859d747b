package io.primacy.learner.loss;

import io.primacy.learner.function.Elementary;

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

    /** With one exponential and one logarithm per example, both of the whole array. */
    @Override
    public void evaluate(
            float[] z, float[] y, int n, double[] values, float[] predictions, float[] gradients) {
        for (int i = 0; i < n; i++) {
            values[i] = -Math.abs((double) z[i]);
        }
        Elementary.exp(values, n);
        for (int i = 0; i < n; i++) {
            double likelier = 1 / (1 + values[i]);
            predictions[i] = (float) (z[i] < 0 ? values[i] * likelier : likelier);
        }
        Elementary.log1p(values, n);
        for (int i = 0; i < n; i++) {
            values[i] += Math.max(z[i], 0f) - (double) y[i] * z[i];
            gradients[i] = predictions[i] - y[i];
        }
    }

    @Override
    public boolean isProbability() {
        return true;
    }
}
