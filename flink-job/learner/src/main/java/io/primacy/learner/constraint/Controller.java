package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;

/** How a learned multiplier follows its constraint's violation; a pure function of the two. */
interface Controller {

    /** The configured rule. */
    static Controller of(ConstraintConfig config) {
        return switch (config.controller()) {
            case GRADIENT_ASCENT -> new GradientAscent(config);
            case NUPI -> new NuPi(config);
            case EXPONENTIATED -> new Exponentiated(config);
        };
    }

    /**
     * The multiplier after one dual step.
     *
     * @param multiplier the multiplier before, min to max
     * @param violation of the constraint, this batch included
     * @return min to max; {@code multiplier} itself if the violation is not finite
     */
    double next(double multiplier, Violation violation);
}
