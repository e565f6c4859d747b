package io.primacy.schema.config;

/**
 * The dual step: how the multipliers of the higher-priority tasks move.
 *
 * @param reference where a constrained task's reference loss comes from
 * @param warmup events for which each level learns before the next one joins; 0 with {@code
 *     shadow}: all begin together
 * @param tolerance relative loss a constrained task may give up, ≥ 0
 * @param clip largest relative violation of one step, &gt; 0
 * @param scale what a multiplier of 1 means
 * @param controller the rule
 * @param learningRate η, ≥ 0
 * @param initial ρ₀ (or λ₀ with scale none), 0 to {@code max}
 * @param max upper bound, &gt; 0
 * @param proportional κ of {@code nupi}, ≥ 0
 * @param smoothing decay of the violation's moving average, 0 to &lt; 1
 */
public record ConstraintConfig(
        Reference reference,
        long warmup,
        double tolerance,
        double clip,
        Scale scale,
        Controller controller,
        double learningRate,
        double initial,
        double max,
        double proportional,
        double smoothing) {

    /** Where the reference loss comes from. */
    public enum Reference {
        /** The higher level's own learner on the same mini-batches. */
        SHADOW,
        /**
         * The published algorithm: the higher level alone for a while; its loss then is for good.
         */
        FROZEN,
        /** Frozen, but as loss ÷ entropy of the recent base rate; follows a drifting base rate. */
        NORMALIZED
    }

    /** What the learned multiplier is measured in. */
    public enum Scale {
        /** λ itself is learned: the published form. */
        NONE,
        /** ρ is learned; λ = ρ · ‖∇F of all below j‖ / ‖∇L_j‖. */
        GRADIENT_NORM
    }

    /** How the multiplier follows the violation. */
    public enum Controller {
        /** λ ← [λ + η·ξ]₊ , the published form, with ξ the violation's moving average. */
        GRADIENT_ASCENT,
        /** λ ← [λ + η·(e + κ·(ξ − ξ′))]₊ (ν-PI, arXiv 2406.04558). */
        NUPI
    }
}
