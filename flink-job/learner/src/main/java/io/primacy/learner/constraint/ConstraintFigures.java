package io.primacy.learner.constraint;

/**
 * What {@link Constraint#state} wrote, for people.
 *
 * @param multiplier what is learned: ρ, or λ with scale {@code none}
 * @param lambda λ
 * @param reference running mean of the reference; NaN while there is none
 * @param violation running mean of loss − reference relative to it; NaN while there is none
 * @param ownNorm running mean of ‖∇L_j‖; NaN while there is none
 * @param restNorm running mean of the norm of all below j; NaN while there is none
 */
public record ConstraintFigures(
        double multiplier,
        double lambda,
        double reference,
        double violation,
        double ownNorm,
        double restNorm) {
    private static final int REFERENCE = 2;
    private static final int OWN_NORM = 4;
    private static final int REST_NORM = 6;
    private static final int GAP = 12;

    /** The figures of a constraint's state. */
    public static ConstraintFigures of(double[] state) {
        double reference = average(state, REFERENCE);
        return new ConstraintFigures(
                state[0],
                state[1],
                reference,
                average(state, GAP) / reference,
                average(state, OWN_NORM),
                average(state, REST_NORM));
    }

    private static double average(double[] state, int at) {
        Ema average = new Ema(0);
        average.restore(state[at], state[at + 1]);
        return average.isPresent() ? average.value() : Double.NaN;
    }
}
