package io.primacy.benchmark.setting;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;

/**
 * The learner that is measured. {@link #classic()} is the peer's: 10 fields of dimension 16, four
 * experts 64-32, towers 16, batches of 256, two tasks, AdaGrad 0.01 from 0.1, 200,000 rows. Both
 * learners that are compared with the peer have a constraint: {@code frozen} is its own step, one
 * network and a standing reference; {@code shadow} has a second network for the reference.
 *
 * @param architecture {@code mmoe}, {@code ple} or {@code shared-bottom}
 * @param reference {@code shadow}, {@code frozen} or {@code normalized}
 * @param scale {@code gradient-norm} or {@code none}
 * @param fields categorical features
 * @param dimension of each embedding
 * @param tasks logistic ones; the last has priority 2, all others 1
 * @param batch examples of a mini-batch
 * @param rows embedding rows, over all fields
 * @param threads that learn a mini-batch; 0: one for each learner, as far as a slot has processors
 */
public record Setting(
        String architecture,
        String reference,
        String scale,
        int fields,
        int dimension,
        int tasks,
        int batch,
        int rows,
        int threads) {

    /** The peer's setting, with one learner. */
    public static Setting classic() {
        return new Setting("mmoe", "frozen", "gradient-norm", 10, 16, 2, 256, 200_000, 1);
    }

    /** The same with another reference. */
    public Setting withReference(String other) {
        return new Setting(
                architecture, other, scale, fields, dimension, tasks, batch, rows, threads);
    }

    /** The same with another scale of the multipliers. */
    public Setting withScale(String other) {
        return new Setting(
                architecture, reference, other, fields, dimension, tasks, batch, rows, threads);
    }

    /** The same with another architecture. */
    public Setting withArchitecture(String other) {
        return new Setting(other, reference, scale, fields, dimension, tasks, batch, rows, threads);
    }

    /** The same with so many fields. */
    public Setting withFields(int other) {
        return new Setting(
                architecture, reference, scale, other, dimension, tasks, batch, rows, threads);
    }

    /** The same with so many tasks. */
    public Setting withTasks(int other) {
        return new Setting(
                architecture, reference, scale, fields, dimension, other, batch, rows, threads);
    }

    /** The same with batches of that size. */
    public Setting withBatch(int other) {
        return new Setting(
                architecture, reference, scale, fields, dimension, tasks, other, rows, threads);
    }

    /** The same with so many rows. */
    public Setting withRows(int other) {
        return new Setting(
                architecture, reference, scale, fields, dimension, tasks, batch, other, threads);
    }

    /** The same on so many threads. */
    public Setting withThreads(int other) {
        return new Setting(
                architecture, reference, scale, fields, dimension, tasks, batch, rows, other);
    }

    /** Distinct values of one field. */
    public int valuesPerField() {
        return Math.max(1, rows / fields);
    }

    /** The learner's configuration. */
    public LearnerConfig config() {
        return config("file:///nowhere", "5s");
    }

    /**
     * The learner's configuration.
     *
     * @param snapshots URI of the snapshot directory
     * @param checkpointInterval for example {@code 5s}
     */
    public LearnerConfig config(String snapshots, String checkpointInterval) {
        StringBuilder yaml = new StringBuilder("name: benchmark\n");
        yaml.append("events: {topic: benchmark, time: /ts, model-key: /key}\nfeatures:\n");
        for (int f = 0; f < fields; f++) {
            yaml.append("  - {name: field%d, dimension: %d}%n".formatted(f, dimension));
        }
        yaml.append("tasks:\n");
        for (int t = 0; t < tasks; t++) {
            int priority = t > 0 && t == tasks - 1 ? 2 : 1;
            yaml.append("  - {name: task%d, priority: %d}%n".formatted(t, priority));
        }
        yaml.append(
                "model: {architecture: %s%s, expert-layers: [64, 32], tower-layers: [16]}%n"
                        .formatted(
                                architecture,
                                architecture.equals("shared-bottom") ? "" : ", experts: 4"));
        yaml.append("optimizer: {type: adagrad, learning-rate: 0.01, initial-accumulator: 0.1}\n");
        yaml.append("batch: {size: %d, max-delay: 1m, threads: %d}%n".formatted(batch, threads));
        yaml.append(
                "constraint: {reference: %s, scale: %s%s}%n"
                        .formatted(
                                reference,
                                scale,
                                reference.equals("shadow") ? "" : ", warmup: 20000"));
        yaml.append("rows: {memory: 8GiB}\nmetrics: {interval: 200ms}\n");
        yaml.append(
                "snapshot: {directory: '%s', checkpoint-interval: %s}%n"
                        .formatted(snapshots, checkpointInterval));
        return ConfigReader.parse("benchmark setting", yaml.toString());
    }
}
