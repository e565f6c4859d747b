package io.primacy.learner;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.network.ServingTensors;
import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.rows.RowStore;
import io.primacy.learner.validation.TaskFigures;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.MetricsReport;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * NMT online (arXiv 2412.12092): per mini-batch one primal step on every stage's weights and one
 * dual step on every multiplier, both from the losses before either. A pure function of model and
 * batch: no clock, no randomness beyond the seed, the same bits for the same input. Not
 * thread-safe; owns scratch memory that all models it learns share, and the threads of {@code
 * batch.threads} but the caller's.
 */
public final class PrimalDualLearner implements AutoCloseable {
    private final LearnerConfig config;
    private final NewModels newModels;
    private final BatchIndex index;
    private final Stage[] stages;
    private final StageThreads threads;
    private final ProgressiveValidation validation;
    private final int[] levels;
    private final double[] constraintState;
    private final double[] sumsOfSquares;
    private final IntConsumer compute = this::compute;
    private final IntConsumer step = this::step;
    private final ModelReports reports;
    private Model learning;

    /** Like the other, on the caller's thread alone where the config leaves that open. */
    public PrimalDualLearner(LearnerConfig config) {
        this(config, 1);
    }

    /**
     * Allocates scratch memory for the config's network and batch size.
     *
     * @param processors that the caller has for it, ≥ 1
     */
    public PrimalDualLearner(LearnerConfig config, int processors) {
        this.config = config;
        levels = stageLevels(config);
        FeatureGroups features = new FeatureGroups(config);
        index = new BatchIndex(features);
        stages = new Stage[levels.length];
        NetworkLayout[] layouts = new NetworkLayout[levels.length];
        for (int s = 0; s < stages.length; s++) {
            stages[s] = new Stage(config, levels[s], s, index);
            layouts[s] = stages[s].layout();
        }
        newModels = new NewModels(config, features, levels, layouts);
        threads = new StageThreads(config.batch().threadsOn(processors), stages.length);
        validation = new ProgressiveValidation(config, stages);
        constraintState = new double[Constraint.STATE_SIZE * stages.length * config.tasks().size()];
        sumsOfSquares = new double[stages.length];
        reports = new ModelReports(config, stages.length - 1);
    }

    /**
     * Shadow references need a learner for every level; the others get by with the lowest level's.
     */
    private static int[] stageLevels(LearnerConfig config) {
        int count = config.levels().length;
        return config.constraint().reference() == Reference.SHADOW
                ? IntStream.range(0, count).toArray()
                : new int[] {count - 1};
    }

    /**
     * The level that a stage optimises now: during the warm-up the levels join one after the other.
     */
    private int activeLevel(int stage, Model model) {
        long warmup = config.constraint().warmup();
        return warmup == 0
                ? levels[stage]
                : (int) Math.min(levels[stage], model.learned() / warmup);
    }

    /** A model that has learned nothing. */
    public Model create(String key, RowStore store) {
        return newModels.create(key, store);
    }

    NetworkLayout layout(int stage) {
        return stages[stage].layout();
    }

    /** Reads and writes a model's state. */
    public ModelCodec codec() {
        return new ModelCodec(config, this);
    }

    /** Reads rows as they stand in the row store. */
    public RowCodec rowCodec() {
        return newModels.rowCodec();
    }

    /**
     * Learns from the model's pending batch, full or not, and empties it. If a loss or gradient of
     * any stage is not finite, nothing is learned from it: weights, slots and multipliers stay as
     * they are.
     *
     * @throws IllegalStateException if the batch is empty
     */
    public LearningStep learn(Model model) {
        return learn(model, PredictionObserver.NONE);
    }

    /**
     * Like {@link #learn(Model)}, and shows every prediction to the observer before it is learned
     * from.
     */
    public LearningStep learn(Model model, PredictionObserver observer) {
        MiniBatch batch = model.pending();
        if (batch.isEmpty()) {
            throw new IllegalStateException(
                    "Model '" + model.key() + "' has no pending examples to learn.");
        }
        index.prepare(model);
        saveConstraints(model);
        learning = model;
        threads.forEachStage(compute);
        boolean finite = true;
        for (double sum : sumsOfSquares) {
            finite &= Double.isFinite(sum);
        }
        if (finite) {
            validation.validate(model, batch, observer);
            for (int s = 0; s < stages.length; s++) {
                dualStep(model.constraints(s), stages[s], activeLevel(s, model));
            }
            threads.forEachStage(step);
            pull(model);
            index.touch();
        } else {
            restoreConstraints(model);
        }
        index.release();
        int examples = batch.size();
        model.consumePending(!finite);
        return step(model, examples, !finite);
    }

    private void compute(int s) {
        stages[s].compute(learning, activeLevel(s, learning));
        sumsOfSquares[s] = stages[s].gradientSumOfSquares();
    }

    private void step(int s) {
        stages[s].step(learning, sumsOfSquares[s]);
        if (!isPulled(learning, s)) {
            stages[s].store();
        }
    }

    /** Without shadow references there is one stage, and none to pull it to. */
    private static boolean isPulled(Model model, int s) {
        boolean pulled = false;
        for (Constraint constraint : model.constraints(s)) {
            pulled |= s > 0 && constraint.pull() > 0;
        }
        return pulled;
    }

    private void dualStep(Constraint[] constraints, Stage stage, int activeLevel) {
        for (Constraint constraint : constraints) {
            int t = stage.indexOf(constraint.task());
            if (constraint.level() < activeLevel) {
                constraint.observeLosses(
                        stage.meanLoss(t), shadowLoss(constraint), stage.meanLabel(t));
            } else if (constraint.level() == activeLevel) {
                constraint.observeWarmup(stage.meanLoss(t), stage.meanLabel(t));
            }
        }
    }

    /**
     * The highest level comes last, so that none pulls a stage away from it. Rows go back once,
     * after all of it.
     */
    private void pull(Model model) {
        for (int s = stages.length - 1; s > 0; s--) {
            for (int level = levels[s] - 1; level >= 0; level--) {
                double share = 0;
                for (Constraint constraint : model.constraints(s)) {
                    share =
                            constraint.level() == level
                                    ? Math.max(share, constraint.pull())
                                    : share;
                }
                if (share > 0) {
                    stages[s].pull(model, stages[level], (float) share);
                }
            }
            if (isPulled(model, s)) {
                stages[s].store();
            }
        }
    }

    private double shadowLoss(Constraint constraint) {
        Stage shadow = stages[Math.min(constraint.level(), stages.length - 1)];
        return shadow.meanLoss(shadow.indexOf(constraint.task()));
    }

    private LearningStep step(Model model, int examples, boolean skipped) {
        int tasks = config.tasks().size();
        double[] losses = new double[tasks];
        double[] references = new double[tasks];
        double[] multipliers = new double[tasks];
        Arrays.fill(references, Double.NaN);
        Arrays.fill(multipliers, Double.NaN);
        Stage last = stages[stages.length - 1];
        for (int t = 0; t < tasks; t++) {
            losses[t] = last.meanLoss(last.indexOf(t));
        }
        for (Constraint constraint : model.constraints(stages.length - 1)) {
            references[constraint.task()] = constraint.reference(shadowLoss(constraint));
            multipliers[constraint.task()] = constraint.lambda();
        }
        return new LearningStep(model.step(), examples, skipped, losses, references, multipliers);
    }

    private void saveConstraints(Model model) {
        int at = 0;
        for (int s = 0; s < stages.length; s++) {
            for (Constraint constraint : model.constraints(s)) {
                constraint.state(constraintState, at);
                at += Constraint.STATE_SIZE;
            }
        }
    }

    private void restoreConstraints(Model model) {
        int at = 0;
        for (int s = 0; s < stages.length; s++) {
            for (Constraint constraint : model.constraints(s)) {
                constraint.restore(constraintState, at);
                at += Constraint.STATE_SIZE;
            }
        }
    }

    /** What the model says of itself: figures of the published stage over the sliding window. */
    public MetricsReport report(Model model) {
        return reports.of(model);
    }

    /**
     * Figures of the published stage over the newest events only; one per task, in config order.
     */
    public List<TaskFigures> figures(Model model, long newest) {
        return IntStream.range(0, config.tasks().size())
                .mapToObj(t -> model.validation().figures(t, newest))
                .toList();
    }

    /** Dense weights of the published (last) stage, under the names of the snapshot format. */
    public List<NamedTensor> servingWeights(Model model) {
        int last = stages.length - 1;
        return ServingTensors.of(stages[last].layout(), model.parameters(last));
    }

    @Override
    public void close() {
        threads.close();
    }
}
