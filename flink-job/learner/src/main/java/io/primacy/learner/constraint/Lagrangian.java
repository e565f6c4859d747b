package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig.Scale;

/**
 * The re-scaled Lagrangian of one stage (arXiv 2412.12092, equation 7):
 *
 * <pre>
 *   F = ( Σ w_t·L_t over the stage's own level + Σ λ_j·L_j over the levels above ) / ( 1 + Σ λ_j )
 * </pre>
 *
 * as one factor per task. With scale {@code gradient-norm}, λ_j is measured against everything of
 * lower priority than j. (Against everything else, two constraints would be each other's measure,
 * and with ρ·ρ′ above 1 both λ would grow without bound.)
 */
public final class Lagrangian {
    private final int[] levels;
    private final double[] weights;
    private final boolean rescaleOwn;
    private final double[] factors;
    private final float[] shared;
    private final float[] own;

    /**
     * @param levels level of each of the stage's tasks, 0 is highest;
     * @param weights weight of each task inside its level
     * @param scale what a multiplier of 1 means
     */
    public Lagrangian(int[] levels, double[] weights, Scale scale) {
        this.levels = levels.clone();
        this.weights = weights.clone();
        this.rescaleOwn = scale == Scale.NONE;
        factors = new double[levels.length];
        shared = new float[levels.length];
        own = new float[levels.length];
    }

    /**
     * Derives every λ from this batch's gradients, and the factors from λ.
     *
     * @param level the level that is optimised; those below it wait
     * @param constraints the stage's constraints
     * @param positions position of each constraint's task among the stage's tasks
     * @param labelled whether the batch has a label of each task; without one its λ holds
     * @param gram inner products of the tasks' gradients, row-major [tasks × tasks]
     */
    public void combine(
            int level,
            Constraint[] constraints,
            int[] positions,
            boolean[] labelled,
            double[] gram) {
        for (int t = 0; t < factors.length; t++) {
            factors[t] = levels[t] == level ? weights[t] : 0;
        }
        double sum = 1;
        for (int above = level - 1; above >= 0; above--) {
            double below = normBelow(above, gram);
            for (int c = 0; c < constraints.length; c++) {
                int j = positions[c];
                if (levels[j] == above) {
                    if (labelled[j]) {
                        constraints[c].observeGradients(
                                Math.sqrt(gram[j * factors.length + j]), below);
                    }
                    factors[j] = constraints[c].lambda();
                    sum += factors[j];
                }
            }
        }
        for (int t = 0; t < factors.length; t++) {
            shared[t] = (float) (factors[t] / sum);
            own[t] = rescaleOwn ? shared[t] : (float) weights[t];
        }
    }

    private double normBelow(int above, double[] gram) {
        double squares = 0;
        for (int t = 0; t < factors.length; t++) {
            for (int u = 0; u < factors.length; u++) {
                if (levels[t] > above && levels[u] > above) {
                    squares += factors[t] * factors[u] * gram[t * factors.length + u];
                }
            }
        }
        return Math.sqrt(Math.max(0, squares));
    }

    /** Factor of each task's loss in what the shared parameters descend: ∂F/∂L_t. */
    public float[] shared() {
        return shared;
    }

    /**
     * Factor of each task's loss in what its private parameters (gate, tower) descend. They cannot
     * hurt another task, so with scale {@code gradient-norm} they are not re-scaled by 1/(1+Σλ).
     */
    public float[] own() {
        return own;
    }
}
