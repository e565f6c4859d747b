package io.primacy.learner;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.network.ParameterInitializer;
import io.primacy.learner.optimizer.Optimizer;
import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.rows.RowInitializer;
import io.primacy.learner.rows.RowLayout;
import io.primacy.learner.rows.RowStore;
import io.primacy.learner.rows.RowTable;
import io.primacy.learner.validation.ValidationWindow;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.LearnerConfig;
import java.util.ArrayList;
import java.util.List;

/** Models that have learned nothing: what they begin with follows from config, seed and key. */
final class NewModels {
    private final LearnerConfig config;
    private final int[] levels;
    private final NetworkLayout[] networks;
    private final Optimizer optimizer;
    private final RowCodec rowCodec;
    private final RowLayout[] rows;
    private final RowInitializer initializer;

    /**
     * @param levels the level that each stage optimises
     * @param networks each stage's network
     */
    NewModels(
            LearnerConfig config, FeatureGroups features, int[] levels, NetworkLayout[] networks) {
        this.config = config;
        this.levels = levels;
        this.networks = networks;
        optimizer = Optimizer.of(config.optimizer());
        Optimizer rowOptimizer = Optimizer.of(config.optimizer().forRows());
        int slots = rowOptimizer.slotsPerWeight();
        rowCodec = new RowCodec(levels.length, slots, features.linear());
        rows = new RowLayout[features.groups()];
        for (int g = 0; g < rows.length; g++) {
            rows[g] = new RowLayout(features.dimension(g), features.linear(), levels.length, slots);
        }
        initializer = new RowInitializer(config.seed(), rowOptimizer);
    }

    /** Reads and writes their rows. */
    RowCodec rowCodec() {
        return rowCodec;
    }

    /** A model that has learned nothing. */
    Model create(String key, RowStore store) {
        ConstraintConfig constraint = config.constraint().of(key);
        float[][] parameters = new float[levels.length][];
        float[][] slots = new float[levels.length][];
        Constraint[][] constraints = new Constraint[levels.length][];
        for (int s = 0; s < levels.length; s++) {
            NetworkLayout layout = networks[s];
            parameters[s] = new ParameterInitializer(layout, config.seed()).parameters();
            slots[s] = new float[layout.size() * optimizer.slotsPerWeight()];
            optimizer.initialize(parameters[s], 0, slots[s], 0, layout.size());
            constraints[s] = constraints(s, constraint);
        }
        return new Model(
                key,
                parameters,
                slots,
                new RowTable(rows, initializer, rowCodec, store, config.rows()),
                constraints,
                new MiniBatch(
                        config.categorical().size(),
                        config.numeric().size(),
                        config.tasks().size(),
                        config.batch().size()),
                new ValidationWindow(config.tasks().size(), config.metrics().window()));
    }

    private Constraint[] constraints(int stage, ConstraintConfig constraint) {
        List<Constraint> constraints = new ArrayList<>();
        for (int j = 0; j < config.tasks().size(); j++) {
            int level = config.levelOf(config.tasks().get(j));
            if (level < levels[stage]) {
                constraints.add(new Constraint(j, level, constraint));
            }
        }
        return constraints.toArray(Constraint[]::new);
    }
}
