package io.primacy.schema.snapshot;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code model.onnx} takes and gives. For each candidate it takes
 *
 * <ul>
 *   <li>{@value #VECTORS} [batch, Σ W]: the vectors of all categorical features side by side, in
 *       the manifest's order, each as it stands in {@code embeddings.safetensors}, linear weights
 *       included; of a list feature the mean of its elements' vectors, zeros for an empty list
 *   <li>{@value #NUMERICS} [batch, K]: the numeric features, transformed, shifted and scaled
 * </ul>
 *
 * of which one may be missing. It gives [batch, 1] per task: the probability of a logistic task,
 * else the expected value.
 *
 * @param file the file's name
 * @param opset version of the default operator set, domain {@code ai.onnx}
 * @param inputs what it takes
 * @param outputs one per task, in config order
 */
public record OnnxSignature(String file, int opset, List<Port> inputs, List<Port> outputs) {
    /** Input of the vectors. */
    public static final String VECTORS = "vectors";

    /** Input of the numbers. */
    public static final String NUMERICS = "numerics";

    /** The size of a dimension that may have any. */
    public static final long ANY = -1;

    /** Operator set of the graphs in snapshots: every ONNX Runtime from 1.6 on has it. */
    public static final int OPSET = 13;

    public OnnxSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * An input or output.
     *
     * @param name its name in the graph
     * @param type element type: float32 or int64
     * @param shape sizes, outermost first; −1: any, the number of candidates
     */
    public record Port(String name, String type, List<Long> shape) {
        public Port {
            shape = List.copyOf(shape);
        }

        /** Rows of so many 32-bit floats. */
        static Port floats(String name, long columns) {
            return new Port(name, "float32", List.of(ANY, columns));
        }
    }

    /** Of the model that the config describes. */
    static OnnxSignature of(LearnerConfig config) {
        int linear = config.model().wide() ? config.tasks().size() : 0;
        long width =
                config.categorical().stream()
                        .mapToLong(FeatureConfig::dimension)
                        .map(dimension -> dimension + linear)
                        .sum();
        List<Port> inputs = new ArrayList<>();
        if (width > 0) {
            inputs.add(Port.floats(VECTORS, width));
        }
        if (!config.numeric().isEmpty()) {
            inputs.add(Port.floats(NUMERICS, config.numeric().size()));
        }
        return new OnnxSignature(
                SnapshotLayout.ONNX,
                OPSET,
                inputs,
                config.tasks().stream()
                        .map(TaskConfig::name)
                        .map(task -> Port.floats(output(task), 1))
                        .toList());
    }

    /** The graph's name for a task's output: the task's own, unless an input has it. */
    private static String output(String task) {
        return task.equals(VECTORS) || task.equals(NUMERICS) ? task + ".prediction" : task;
    }
}
