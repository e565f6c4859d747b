package io.primacy.schema.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The dual step: how the multipliers of the higher-priority tasks move.
 *
 * @param reference where a constrained task's reference loss comes from
 * @param warmup events for which each level learns before the next one joins; 0 with {@code
 *     shadow}: all begin together
 * @param tolerance loss a constrained task may give up, relative to its reference, ≥ 0
 * @param absoluteTolerance loss it may give up beside that, in the loss's own unit, ≥ 0
 * @param clip largest relative violation of one step, &gt; 0
 * @param scale what a multiplier of 1 means
 * @param controller the rule
 * @param learningRate η, ≥ 0
 * @param release κ of {@code exponentiated}, ≥ 0
 * @param initial ρ₀ (or λ₀ with scale none), {@code min} to {@code max}
 * @param min lower bound, ≥ 0; &gt; 0 with {@code exponentiated}
 * @param max upper bound, &gt; 0
 * @param proportional κ of {@code nupi}, ≥ 0
 * @param smoothing decay of the violation's moving average, 0 to &lt; 1; &gt; 0 with {@code
 *     exponentiated} and with a pull, which need to know the violation's noise
 * @param pull how fast a stage that is proven to break the constraint returns to its reference's
 *     weights: share of the way per batch and standard error beyond four, 0 to 1; 0: never, and
 *     always 0 without a {@code shadow}
 * @param modelTolerances by model key: a tolerance of that model's own, ≥ 0; keys ascending
 */
public record ConstraintConfig(
        Reference reference,
        long warmup,
        double tolerance,
        double absoluteTolerance,
        double clip,
        Scale scale,
        Controller controller,
        double learningRate,
        double release,
        double initial,
        double min,
        double max,
        double proportional,
        double smoothing,
        double pull,
        SortedMap<String, Double> modelTolerances) {

    public ConstraintConfig {
        modelTolerances = Collections.unmodifiableSortedMap(new TreeMap<>(modelTolerances));
    }

    /** One tolerance for all models, and no pull. */
    public ConstraintConfig(
            Reference reference,
            long warmup,
            double tolerance,
            double absoluteTolerance,
            double clip,
            Scale scale,
            Controller controller,
            double learningRate,
            double release,
            double initial,
            double min,
            double max,
            double proportional,
            double smoothing) {
        this(
                reference,
                warmup,
                tolerance,
                absoluteTolerance,
                clip,
                scale,
                controller,
                learningRate,
                release,
                initial,
                min,
                max,
                proportional,
                smoothing,
                0,
                new TreeMap<>());
    }

    /** The dual step of one model, with its own tolerance where it has one. */
    public ConstraintConfig of(String modelKey) {
        return new ConstraintConfig(
                reference,
                warmup,
                modelTolerances.getOrDefault(modelKey, tolerance),
                absoluteTolerance,
                clip,
                scale,
                controller,
                learningRate,
                release,
                initial,
                min,
                max,
                proportional,
                smoothing,
                pull,
                new TreeMap<>());
    }

    /**
     * Violation that is allowed: both tolerances.
     *
     * @param reference loss to which the absolute tolerance is taken
     * @return relative to it; not finite where only the absolute tolerance says something and there
     *     is no reference
     */
    public double allowedViolation(double reference) {
        return tolerance + (absoluteTolerance == 0 ? 0 : absoluteTolerance / reference);
    }

    /** The same dual step with another pull. */
    public ConstraintConfig withPull(double other) {
        return new ConstraintConfig(
                reference,
                warmup,
                tolerance,
                absoluteTolerance,
                clip,
                scale,
                controller,
                learningRate,
                release,
                initial,
                min,
                max,
                proportional,
                smoothing,
                other,
                modelTolerances);
    }

    /** A dual step without a lower bound above 0, a release or an absolute tolerance. */
    public ConstraintConfig(
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
        this(
                reference,
                warmup,
                tolerance,
                0,
                clip,
                scale,
                controller,
                learningRate,
                0,
                initial,
                0,
                max,
                proportional,
                smoothing);
    }

    static ConstraintConfig read(Section s) {
        Scale scale = s.choice("scale", Scale.GRADIENT_NORM, Scale.class);
        boolean scaled = scale == Scale.GRADIENT_NORM;
        Section controller = s.section("controller");
        Controller type =
                controller.choice(
                        "type",
                        scaled ? Controller.EXPONENTIATED : Controller.GRADIENT_ASCENT,
                        Controller.class);
        boolean exponentiated = type == Controller.EXPONENTIATED;
        double max = controller.number("max", 100, "greater than 0", x -> x > 0);
        double min =
                controller.number(
                        "min",
                        exponentiated ? Math.min(max, 0.5) : 0,
                        (exponentiated ? "greater than 0" : "0 or higher") + ", up to the maximum",
                        x -> (exponentiated ? x > 0 : x >= 0) && x <= max);
        double initial = !scaled ? 10 : exponentiated ? 2 : 4;
        Reference reference = s.choice("reference", Reference.SHADOW, Reference.class);
        boolean shadow = reference == Reference.SHADOW;
        double pull = pull(s, shadow, scaled);
        ConstraintConfig constraint =
                new ConstraintConfig(
                        reference,
                        s.whole("warmup", shadow ? 0 : 20_000, shadow ? 0 : 1, Long.MAX_VALUE),
                        s.number("tolerance", 0, "0 or higher", x -> x >= 0),
                        s.number("absolute-tolerance", 0, "0 or higher", x -> x >= 0),
                        s.number("clip", 1, "greater than 0", x -> x > 0),
                        scale,
                        type,
                        controller.number(
                                "learning-rate",
                                exponentiated ? 0.003 : 1,
                                "0 or higher",
                                x -> x >= 0),
                        controller.number("release", 0.02, "0 or higher", x -> x >= 0),
                        controller.number(
                                "initial",
                                Math.max(min, Math.min(max, initial)),
                                "from " + min + ", the minimum, to " + max + ", the maximum",
                                x -> x >= min && x <= max),
                        min,
                        max,
                        controller.number("proportional", 1, "0 or higher", x -> x >= 0),
                        smoothing(controller, exponentiated, pull),
                        pull,
                        modelTolerances(s.section("models")));
        controller.refuseUnknownKeys();
        s.refuseUnknownKeys();
        return constraint;
    }

    /** Without a memory there is no noise to be known, and without that no step and no pull. */
    private static double smoothing(Section controller, boolean exponentiated, double pull) {
        boolean noise = exponentiated || pull > 0;
        return controller.number(
                "smoothing",
                exponentiated ? 0.98 : 0.9,
                noise
                        ? "greater than 0 and below 1 (0 goes with another type than exponentiated"
                                + " and constraint.pull: 0)"
                        : "0 or higher and below 1",
                x -> (noise ? x > 0 : x >= 0) && x < 1);
    }

    private static double pull(Section s, boolean shadow, boolean scaled) {
        double pull =
                s.number("pull", shadow && scaled ? 0.02 : 0, "from 0 to 1", x -> x >= 0 && x <= 1);
        if (pull > 0 && !shadow) {
            s.problem(
                    "pull",
                    "is " + pull + "; only with reference: shadow are there weights to return to");
        }
        return pull;
    }

    private static SortedMap<String, Double> modelTolerances(Section s) {
        SortedMap<String, Double> tolerances = new TreeMap<>();
        for (String key : s.keys()) {
            Section model = s.section(key);
            if (model.keys().isEmpty()) {
                model.problem("tolerance", "is missing; a model listed here has one of its own");
            }
            tolerances.put(key, model.number("tolerance", 0, "0 or higher", x -> x >= 0));
            model.refuseUnknownKeys();
        }
        return tolerances;
    }

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
        NUPI,
        /**
         * ρ ← ρ·exp(η·e/σ), and faster down while the slack is proven; σ is the violation's noise.
         */
        EXPONENTIATED
    }
}
