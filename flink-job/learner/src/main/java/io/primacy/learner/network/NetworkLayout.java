package io.primacy.learner.network;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.TaskConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a stage's dense parameters stand in one flat array, and the sizes of its layers. Shared
 * bottom is the case of one expert without gates. Parameters, in order (row-major):
 *
 * <pre>
 *   input weight   [(E·h₀ + T·G) × inputs]   first layers of all experts, then every task's gate
 *   input bias     [E·h₀ + T·G]
 *   expert layers  for l = 1…: E × [h₍ₗ₋₁₎ × hₗ], then E × [hₗ]
 *   towers         per task: for l: weight [in × tₗ], bias [tₗ]; then a weight [in] and a bias [1];
 *                  last, where the model is wide, a weight per numeric
 * </pre>
 *
 * The input weight stands unit by unit, since its products and its gradient's are faster so by 6 %
 * of them; in state it stands input by input, as it always did ({@link #toState}).
 *
 * <p>The E experts are the shared ones, then each task's own in task order (PLE). A task's gate has
 * G columns: the shared experts, then its own.
 */
public final class NetworkLayout {
    private final List<TaskConfig> tasks;
    private final int[] taskIndexes;
    private final int inputs;
    private final int[] featureOffsets;
    private final int numericOffset;
    private final boolean wide;
    private final int sharedExperts;
    private final int taskExperts;
    private final int experts;
    private final boolean gated;
    private final int[] expertWidths;
    private final int[] towerWidths;
    private final int[] expertWeight;
    private final int[] expertBias;
    private final int[][] towerWeight;
    private final int[][] towerBias;
    private final int size;

    /**
     * @param config the learner
     * @param level the stage: its network has the tasks of levels 0 to {@code level}
     */
    public NetworkLayout(LearnerConfig config, int level) {
        List<TaskConfig> own = new ArrayList<>();
        int[] indexes = new int[config.tasks().size()];
        for (int i = 0; i < indexes.length; i++) {
            if (config.levelOf(config.tasks().get(i)) <= level) {
                indexes[own.size()] = i;
                own.add(config.tasks().get(i));
            }
        }
        tasks = List.copyOf(own);
        taskIndexes = Arrays.copyOf(indexes, own.size());
        List<FeatureConfig> categorical = config.categorical();
        featureOffsets = new int[categorical.size()];
        int width = 0;
        for (int f = 0; f < featureOffsets.length; f++) {
            featureOffsets[f] = width;
            width += categorical.get(f).dimension();
        }
        numericOffset = width;
        inputs = width + config.numeric().size();
        ModelConfig model = config.model();
        wide = model.wide();
        gated = model.architecture() != ModelConfig.Architecture.SHARED_BOTTOM;
        sharedExperts = model.experts();
        taskExperts = model.taskExperts();
        experts = sharedExperts + tasks.size() * taskExperts;
        expertWidths = model.expertLayers().stream().mapToInt(Integer::intValue).toArray();
        towerWidths = model.towerLayers().stream().mapToInt(Integer::intValue).toArray();

        int at = (inputs + 1) * inputColumns();
        expertWeight = new int[expertWidths.length];
        expertBias = new int[expertWidths.length];
        for (int l = 1; l < expertWidths.length; l++) {
            expertWeight[l] = at;
            at += experts * expertWidths[l - 1] * expertWidths[l];
            expertBias[l] = at;
            at += experts * expertWidths[l];
        }
        towerWeight = new int[tasks.size()][towerWidths.length + 1];
        towerBias = new int[tasks.size()][towerWidths.length + 1];
        for (int t = 0; t < tasks.size(); t++) {
            for (int l = 0; l <= towerWidths.length; l++) {
                towerWeight[t][l] = at;
                at += towerInput(l) * towerWidth(l);
                towerBias[t][l] = at;
                at += towerWidth(l);
            }
            at += linearNumerics();
        }
        size = at;
    }

    /** Tasks of this stage, in config order. */
    public List<TaskConfig> tasks() {
        return tasks;
    }

    /** Index in the config of this stage's t-th task. */
    public int taskIndex(int t) {
        return taskIndexes[t];
    }

    /** Width of the input: all embeddings, then the numerics. */
    public int inputs() {
        return inputs;
    }

    /** First input column of a categorical feature. */
    public int featureOffset(int categorical) {
        return featureOffsets[categorical];
    }

    /** First input column of the numeric features. */
    public int numericOffset() {
        return numericOffset;
    }

    /** Number of parameters. */
    public int size() {
        return size;
    }

    int experts() {
        return experts;
    }

    int sharedExperts() {
        return sharedExperts;
    }

    /** Experts that a task's gate mixes: the shared ones and its own. */
    int mixedExperts() {
        return sharedExperts + taskExperts;
    }

    /** The expert at the given place of a task's gate. */
    int mixedExpert(int task, int place) {
        return place < sharedExperts ? place : place + task * taskExperts;
    }

    /** The first of a task's own experts. */
    int ownExperts(int task) {
        return sharedExperts + task * taskExperts;
    }

    int taskExperts() {
        return taskExperts;
    }

    /** Name of an expert in a snapshot: a number, or the task and a number. */
    String expertName(int expert) {
        int own = expert - sharedExperts;
        return own < 0
                ? String.valueOf(expert)
                : tasks.get(own / taskExperts).name() + "." + own % taskExperts;
    }

    boolean gated() {
        return gated;
    }

    int expertLayers() {
        return expertWidths.length;
    }

    int expertWidth(int layer) {
        return expertWidths[layer];
    }

    /** Width of what a tower reads. */
    int mixedWidth() {
        return expertWidths[expertWidths.length - 1];
    }

    /** Columns of the first product: all experts' first layers, then the gates. */
    int inputColumns() {
        return gateColumn(tasks.size());
    }

    /** First column of a task's gate in the first product. */
    int gateColumn(int task) {
        return experts * expertWidths[0] + (gated ? task * mixedExperts() : 0);
    }

    /** First of the weights that a column of the first product has for the inputs. */
    int inputWeight(int column) {
        return column * inputs;
    }

    int inputBias() {
        return inputs * inputColumns();
    }

    int expertWeight(int layer, int expert) {
        return expertWeight[layer] + expert * expertWidths[layer - 1] * expertWidths[layer];
    }

    int expertBias(int layer) {
        return expertBias[layer];
    }

    /** Hidden layers of a tower; layer number {@code towerLayers()} is the output. */
    int towerLayers() {
        return towerWidths.length;
    }

    int towerInput(int layer) {
        return layer == 0 ? mixedWidth() : towerWidths[layer - 1];
    }

    int towerWidth(int layer) {
        return layer == towerWidths.length ? 1 : towerWidths[layer];
    }

    int towerWeight(int task, int layer) {
        return towerWeight[task][layer];
    }

    int towerBias(int task, int layer) {
        return towerBias[task][layer];
    }

    /** Whether every task has a linear part. */
    public boolean wide() {
        return wide;
    }

    /** Numeric features with a linear weight: all where the model is wide, else 0. */
    int linearNumerics() {
        return wide ? inputs - numericOffset : 0;
    }

    /** First of a task's linear weights of the numeric features. */
    int linearWeight(int task) {
        return towerBias(task, towerWidths.length) + 1;
    }

    /**
     * Parameters, or their slots, as they stand in state.
     *
     * @param values as many as there are parameters, or a multiple
     */
    public float[] toState(float[] values) {
        return transposed(values, inputColumns(), inputs);
    }

    /** The inverse of {@link #toState}. */
    public float[] fromState(float[] values) {
        return transposed(values, inputs, inputColumns());
    }

    private float[] transposed(float[] values, int rows, int columns) {
        float[] into = values.clone();
        for (int at = 0; at < values.length; at += size) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    into[at + c * rows + r] = values[at + r * columns + c];
                }
            }
        }
        return into;
    }

    /** First parameter that belongs to towers; they are private to their tasks from here on. */
    int towers() {
        return tasks.isEmpty() ? size : towerWeight[0][0];
    }
}
