package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;

/** How a learned multiplier follows its constraint's violation; pure. */
public interface Controller {

    /** The configured rule. */
    static Controller of(ConstraintConfig config) {
        return switch (config.controller()) {
            case GRADIENT_ASCENT -> new GradientAscent(config.learningRate(), config.max());
        };
    }

    /**
     * The multiplier after one dual step.
     *
     * @param multiplier the multiplier before, 0 to max
     * @param violation e, relative to the reference; positive when the constraint is broken
     * @return 0 to max; {@code multiplier} itself if the violation is not finite
     */
    double next(double multiplier, double violation);
}
