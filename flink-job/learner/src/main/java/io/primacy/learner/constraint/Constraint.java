package io.primacy.learner.constraint;

import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Scale;

/**
 * One constraint of one stage: task j must not fall behind its reference. Holds the learned
 * multiplier and the averages that move it; {@value #STATE_SIZE} numbers of state.
 *
 * <p>With scale {@code gradient-norm} what is learned is ρ, and λ = ρ · EMA‖∇F below j‖ /
 * EMA‖∇L_j‖: at ρ = 1 the constrained task pulls exactly as hard as all that has a lower priority.
 * With scale {@code none} λ itself is learned, the published form.
 */
public final class Constraint {
    /** Numbers that {@link #state} writes. */
    public static final int STATE_SIZE = 12 + Violation.STATE_SIZE;

    /** Bound of λ: beyond it nothing but the constraint is learned, and floats lose the rest. */
    private static final double LAMBDA_LIMIT = 1e6;

    private static final double LARGEST_PULL = 0.1;

    /**
     * Standard errors beyond which a violation counts as proven. The way back costs those of lower
     * priority dearly, and whoever asks at every batch is told of two or three by chance.
     */
    private static final double PROVEN = 4;

    private static final double NORM_DECAY = 0.98;
    private static final double REFERENCE_DECAY = 0.99;

    private final int task;
    private final int level;
    private final ConstraintConfig config;
    private final Controller controller;
    private final Violation violation;
    private final Ema reference = new Ema(REFERENCE_DECAY);
    private final Ema ownNorm = new Ema(NORM_DECAY);
    private final Ema restNorm = new Ema(NORM_DECAY);
    private final Ema baseRate = new Ema(REFERENCE_DECAY);
    private final Ema frozen = new Ema(REFERENCE_DECAY);
    private final Ema[] averages;
    private double multiplier;
    private double lambda;
    private double pull;

    /**
     * @param task index in the config of the constrained task
     * @param level the constrained task's level
     * @param config the dual step
     */
    public Constraint(int task, int level, ConstraintConfig config) {
        this.task = task;
        this.level = level;
        this.config = config;
        controller = Controller.of(config);
        violation = new Violation(config);
        averages = new Ema[] {reference, ownNorm, restNorm, baseRate, frozen};
        multiplier = config.initial();
        lambda = config.initial();
    }

    /** Index in the config of the constrained task. */
    public int task() {
        return task;
    }

    /** Level of the constrained task, 0 is highest. */
    public int level() {
        return level;
    }

    /** What is learned: ρ, or λ with scale {@code none}; 0 to the configured maximum. */
    public double multiplier() {
        return multiplier;
    }

    /** λ: the weight of the constrained loss in the Lagrangian, ≥ 0. */
    public double lambda() {
        return lambda;
    }

    /**
     * Share of the way to the reference's weights that the stage goes after this batch, 0 to
     * {@value #LARGEST_PULL}: in proportion to the violation's standard errors beyond four, 0
     * without labels and while nothing is proven.
     *
     * <p>λ says which way the weights move from where they are. Where they are is the sum of all
     * steps so far, and no λ undoes those soon: with AdaGrad, whose steps only shrink, never. What
     * the reference's learner has, this one can have.
     */
    public double pull() {
        return pull;
    }

    /** Whether the multiplier sits at its bound: the constraint cannot be met. */
    public boolean isAtMaximum() {
        return multiplier >= config.max();
    }

    /** Bound of {@link #multiplier}. */
    public double maximum() {
        return config.max();
    }

    /** Violation that is allowed, {@link ConstraintConfig#allowedViolation}. */
    public double tolerance(double reference) {
        return config.allowedViolation(reference);
    }

    /**
     * Takes the gradients' norms of this batch and derives λ from them. Not to be called for a
     * batch without a label of the task: λ holds.
     *
     * @param own ‖∇L_j‖
     * @param rest ‖Σ λ·∇L‖ over everything of lower priority than j
     */
    public void observeGradients(double own, double rest) {
        if (config.scale() == Scale.NONE) {
            lambda = multiplier;
            return;
        }
        if (!isNorm(own) || !isNorm(rest)) {
            return;
        }
        ownNorm.add(own);
        restNorm.add(rest);
        double ratio = restNorm.value() / ownNorm.value();
        if (!Double.isNaN(ratio)) {
            lambda = Math.min(LAMBDA_LIMIT, multiplier * Math.min(LAMBDA_LIMIT, ratio));
        }
    }

    private static boolean isNorm(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    /**
     * A batch of the warm-up, while the constrained task's own level is the lowest that learns: its
     * loss becomes the reference, except with {@code shadow}.
     *
     * @param loss L_j(θ; B)
     * @param meanLabel mean label of the batch, for {@code normalized}
     */
    public void observeWarmup(double loss, double meanLabel) {
        pull = 0;
        if (!Double.isFinite(loss)) {
            return;
        }
        baseRate.add(meanLabel);
        switch (config.reference()) {
            case SHADOW -> {}
            case FROZEN -> frozen.add(loss);
            case NORMALIZED -> {
                double entropy = entropy(baseRate.value());
                if (entropy > 0) {
                    frozen.add(loss / entropy);
                }
            }
        }
    }

    /**
     * R_j for the batch at hand, or NaN while there is none.
     *
     * @param shadow L_j(θ_j; B), the reference stage's loss on the batch; used with {@code shadow}
     *     only
     */
    public double reference(double shadow) {
        return switch (config.reference()) {
            case SHADOW -> shadow;
            case FROZEN -> frozen.isPresent() ? frozen.value() : Double.NaN;
            case NORMALIZED ->
                    frozen.isPresent() ? frozen.value() * entropy(baseRate.value()) : Double.NaN;
        };
    }

    /**
     * The dual step: the violation, then the controller's rule. Losses that are missing or not
     * finite leave everything as it was.
     *
     * @param loss L_j(θ_s; B), before the primal step
     * @param shadow see {@link #reference}
     * @param meanLabel mean label of the batch, for {@code normalized}
     */
    public void observeLosses(double loss, double shadow, double meanLabel) {
        pull = 0;
        if (!Double.isFinite(loss)) {
            return;
        }
        baseRate.add(meanLabel);
        double wanted = reference(shadow);
        if (!Double.isFinite(wanted)) {
            return;
        }
        reference.add(wanted);
        double scale = reference.value();
        if (scale <= 0) {
            return;
        }
        violation.observe(loss - wanted, scale);
        multiplier = controller.next(multiplier, violation);
        double proven = Math.max(0, violation.standardErrors() - PROVEN);
        pull = Math.min(LARGEST_PULL, config.pull() * proven);
    }

    private static double entropy(double rate) {
        if (rate <= 0 || rate >= 1) {
            return 0;
        }
        return -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
    }

    /** Writes the state to {@code into} from {@code at}. */
    public void state(double[] into, int at) {
        into[at] = multiplier;
        into[at + 1] = lambda;
        int i = at + 2;
        for (Ema ema : averages) {
            into[i++] = ema.sum();
            into[i++] = ema.weight();
        }
        violation.state(into, i);
    }

    /** Takes back what {@link #state} wrote. */
    public void restore(double[] from, int at) {
        multiplier = from[at];
        lambda = from[at + 1];
        int i = at + 2;
        for (Ema ema : averages) {
            ema.restore(from[i], from[i + 1]);
            i += 2;
        }
        violation.restore(from, i);
    }
}
