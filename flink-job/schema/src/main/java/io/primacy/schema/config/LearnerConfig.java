package io.primacy.schema.config;

import java.util.List;

/**
 * One learner's configuration, complete and valid: every default is filled in. Made by {@link
 * ConfigReader}, which refuses anything that breaks a rule stated here.
 *
 * @param name the learner's name; letters, digits, {@code -} and {@code _}
 * @param events where events come from and how they are mapped
 * @param features at least one; names unique, order is the model's input order
 * @param tasks at least one; names unique
 * @param model the network
 * @param optimizer the primal step
 * @param batch when a mini-batch is complete
 * @param constraint the dual step
 * @param rows admission of embedding rows and the memory they may take
 * @param metrics progressive validation
 * @param snapshot what is published, and when
 * @param seed seed of every initial weight
 */
public record LearnerConfig(
        String name,
        EventsConfig events,
        List<FeatureConfig> features,
        List<TaskConfig> tasks,
        ModelConfig model,
        OptimizerConfig optimizer,
        BatchConfig batch,
        ConstraintConfig constraint,
        RowsConfig rows,
        MetricsConfig metrics,
        SnapshotConfig snapshot,
        long seed) {

    public LearnerConfig {
        features = List.copyOf(features);
        tasks = List.copyOf(tasks);
    }

    /** The distinct priorities present, ascending: element 0 is the highest level's priority. */
    public int[] levels() {
        return tasks.stream().mapToInt(TaskConfig::priority).distinct().sorted().toArray();
    }

    /** Zero-based level of a task: 0 is the highest. */
    public int levelOf(TaskConfig task) {
        int[] levels = levels();
        for (int level = 0; level < levels.length; level++) {
            if (levels[level] == task.priority()) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "Task '" + task.name() + "' is not a task of '" + name + "'.");
    }

    /** The same learner with other snapshot settings. */
    public LearnerConfig with(SnapshotConfig other) {
        return new LearnerConfig(
                name,
                events,
                features,
                tasks,
                model,
                optimizer,
                batch,
                constraint,
                rows,
                metrics,
                other,
                seed);
    }

    /** The same learner with other tasks. */
    public LearnerConfig with(List<TaskConfig> other) {
        return new LearnerConfig(
                name,
                events,
                features,
                other,
                model,
                optimizer,
                batch,
                constraint,
                rows,
                metrics,
                snapshot,
                seed);
    }

    /** Categorical features (lists too), in input order. */
    public List<FeatureConfig> categorical() {
        return features.stream().filter(f -> f.type() != FeatureConfig.Type.NUMERIC).toList();
    }

    /** Numeric features, in input order. */
    public List<FeatureConfig> numeric() {
        return features.stream().filter(f -> f.type() == FeatureConfig.Type.NUMERIC).toList();
    }
}
