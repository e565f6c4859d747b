package io.primacy.onnx;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.LoadedSnapshot.Embeddings;
import io.primacy.schema.snapshot.LoadedSnapshot.Tensor;
import io.primacy.schema.snapshot.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A model of random weights, and its network computed layer by layer in double precision. */
record TestingModel(LearnerConfig config, Map<String, Tensor> dense) {
    private static final double SLOPE = 0.01;

    static TestingModel random(String architecture, boolean wide, String features, long seed) {
        String experts =
                switch (architecture) {
                    case "ple" -> ", experts: 2, task-experts: 2";
                    case "mmoe" -> ", experts: 3";
                    default -> "";
                };
        LearnerConfig config =
                ConfigReader.parse(
                        "test",
                        """
                        name: test
                        events: {topic: t}
                        features: [%s]
                        tasks:
                          - {name: like, priority: 1}
                          - {name: count, priority: 2, loss: poisson}
                          - {name: stay, priority: 2, loss: squared}
                        model: {architecture: %s%s, expert-layers: [6, 5], tower-layers: [4], wide: %s}
                        snapshot: {directory: d}
                        seed: 11
                        """
                                .formatted(features, architecture, experts, wide));
        TestingModel model = new TestingModel(config, new LinkedHashMap<>());
        model.fill(new SplittableRandom(seed));
        return model;
    }

    private void fill(SplittableRandom random) {
        int inputs =
                config.categorical().stream().mapToInt(FeatureConfig::dimension).sum()
                        + config.numeric().size();
        int shared = config.model().experts();
        int own = config.model().taskExperts();
        for (int e = 0; e < shared; e++) {
            expert("experts." + e, inputs, random);
        }
        for (TaskConfig task : config.tasks()) {
            for (int k = 0; k < own; k++) {
                expert("experts." + task.name() + "." + k, inputs, random);
            }
            if (isGated()) {
                layer("gates." + task.name(), inputs, shared + own, random);
            }
            layer("towers." + task.name() + ".0", 5, 4, random);
            layer("towers." + task.name() + ".1", 4, 1, random);
            if (config.model().wide() && !config.numeric().isEmpty()) {
                put("linear." + task.name() + ".weight", random, config.numeric().size());
            }
        }
    }

    private boolean isGated() {
        return !config.model().architecture().name().equals("SHARED_BOTTOM");
    }

    private void expert(String name, int inputs, SplittableRandom random) {
        layer(name + ".0", inputs, 6, random);
        layer(name + ".1", 6, 5, random);
    }

    private void layer(String name, int in, int out, SplittableRandom random) {
        put(name + ".weight", random, in, out);
        put(name + ".bias", random, out);
    }

    private void put(String name, SplittableRandom random, long... shape) {
        int size = 1;
        for (long length : shape) {
            size *= (int) length;
        }
        dense.put(name, new Tensor(shape, floats(random, size)));
    }

    static float[] floats(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    int linear() {
        return config.model().wide() ? config.tasks().size() : 0;
    }

    /** As much of a snapshot as there is, with the given ids in every table. */
    LoadedSnapshot snapshot(long[] ids, SplittableRandom random) {
        Map<Integer, Embeddings> embeddings = new TreeMap<>();
        for (FeatureConfig feature : config.categorical()) {
            int width = feature.dimension() + linear();
            embeddings.computeIfAbsent(
                    width, w -> new Embeddings(w, ids, floats(random, ids.length * w)));
        }
        Manifest manifest =
                new Manifest(
                        1,
                        "base",
                        "test",
                        "default",
                        "1-000001",
                        null,
                        1,
                        "0".repeat(64),
                        1,
                        1,
                        1,
                        List.of(),
                        Manifest.features(config),
                        Manifest.network(config),
                        List.of(),
                        List.of());
        return new LoadedSnapshot(manifest, dense, embeddings);
    }

    /**
     * Every task's prediction.
     *
     * @param x embeddings without their linear weights, then numerics
     * @param sums per task: what the ids' linear weights add
     */
    double[] predict(double[] x, double[] sums) {
        double[] predictions = new double[config.tasks().size()];
        for (int t = 0; t < predictions.length; t++) {
            TaskConfig task = config.tasks().get(t);
            double z = tower(task.name(), mixture(task.name(), x));
            Tensor linear = dense.get("linear." + task.name() + ".weight");
            for (int i = 0; linear != null && i < linear.values().length; i++) {
                z += linear.values()[i] * x[x.length - linear.values().length + i];
            }
            z += config.model().wide() ? sums[t] : 0;
            predictions[t] =
                    switch (task.loss()) {
                        case LOGISTIC -> 1 / (1 + Math.exp(-z));
                        case POISSON -> Math.exp(Math.min(z, 20));
                        default -> z;
                    };
        }
        return predictions;
    }

    private double[] mixture(String task, double[] x) {
        int shared = config.model().experts();
        int all = shared + config.model().taskExperts();
        double[] gates = isGated() ? apply("gates." + task, x, false) : new double[] {0};
        double sum = 0;
        for (double gate : gates) {
            sum += Math.exp(gate);
        }
        double[] mixed = new double[5];
        for (int place = 0; place < all; place++) {
            String name =
                    place < shared
                            ? "experts." + place
                            : "experts." + task + "." + (place - shared);
            double[] output = apply(name + ".1", apply(name + ".0", x, true), true);
            for (int j = 0; j < mixed.length; j++) {
                mixed[j] += Math.exp(gates[place]) / sum * output[j];
            }
        }
        return mixed;
    }

    private double tower(String task, double[] input) {
        String name = "towers." + task;
        return apply(name + ".1", apply(name + ".0", input, true), false)[0];
    }

    private double[] apply(String name, double[] x, boolean activated) {
        float[] weight = dense.get(name + ".weight").values();
        float[] bias = dense.get(name + ".bias").values();
        double[] y = new double[bias.length];
        for (int j = 0; j < y.length; j++) {
            y[j] = bias[j];
            for (int i = 0; i < x.length; i++) {
                y[j] += x[i] * weight[i * y.length + j];
            }
            y[j] = activated && y[j] < 0 ? SLOPE * y[j] : y[j];
        }
        return y;
    }
}
