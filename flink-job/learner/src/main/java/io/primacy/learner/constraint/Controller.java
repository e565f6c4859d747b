package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;

/** How a learned multiplier follows its constraint's violation; pure. */
public interface Controller {

    /** The configured rule. */
    static Controller of(ConstraintConfig config) {
        return switch (config.controller()) {
            case GRADIENT_ASCENT -> new GradientAscent(config.learningRate(), config.max());
            case NUPI -> new NuPi(config.learningRate(), config.proportional(), config.max());
        };
    }

    /**
     * The multiplier after one dual step. Violations are relative to the reference and positive
     * when the constraint is broken.
     *
     * @param multiplier the multiplier before, 0 to max
     * @param violation e, of this batch alone
     * @param average ξ, its moving average
     * @param before ξ′, that average before this batch
     * @return 0 to max; {@code multiplier} itself if a violation is not finite
     */
    double next(double multiplier, double violation, double average, double before);
}
