package io.primacy.learner.evolution;

import io.primacy.learner.StateException;
import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.network.ParameterPart;
import io.primacy.schema.config.LearnerConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a model's state of one shape becomes state of another. Nothing is ever taken away: what the
 * old shape has is kept bit by bit, what is new keeps the values it has in a new model. A new level
 * begins as a copy of the one above it, so that what is published does not start from nothing.
 *
 * <p>Old tasks are the first of the new ones, in the same order, on the same levels.
 */
public final class Evolution {
    private final ModelShape from;
    private final ModelShape to;
    private final LearnerConfig config;
    private final LearnerConfig oldConfig;

    private Evolution(ModelShape from, ModelShape to, LearnerConfig config) {
        this.from = from;
        this.to = to;
        this.config = config;
        this.oldConfig = from.config(config);
    }

    /**
     * The way from a written shape to that of a config.
     *
     * @param written text of the shape in state
     * @param version layout version of the state
     * @param config the learner's config
     * @throws StateException if there is none, with all reasons and what to do
     */
    public static Evolution of(String written, int version, LearnerConfig config) {
        ModelShape from = ModelShape.parse(written);
        ModelShape to = ModelShape.of(config);
        List<String> refusals = Compatibility.refusals(from, to, version);
        if (!refusals.isEmpty()) {
            throw new StateException(
                    "the config does not fit: "
                            + String.join("; ", refusals)
                            + ". Restore it with the config that wrote it, or start a new model.");
        }
        return new Evolution(from, to, config);
    }

    /** The shape in state. */
    public ModelShape from() {
        return from;
    }

    /** Whether both shapes are the same. */
    public boolean isIdentity() {
        return from.equals(to);
    }

    /** The stage in state that a stage takes its values from. */
    public int stage(int stage) {
        return Math.min(stage, from.stages() - 1);
    }

    /** Tasks in state. */
    public int tasks() {
        return from.tasks().size();
    }

    /** For every categorical feature, its place among those in state, or −1 if it is new. */
    public int[] categoricals() {
        return places(false);
    }

    /** For every numeric feature, its place among those in state, or −1 if it is new. */
    public int[] numerics() {
        return places(true);
    }

    /** Categorical features in state. */
    public int oldCategoricals() {
        return from.features(false).size();
    }

    /** Numeric features in state. */
    public int oldNumerics() {
        return from.features(true).size();
    }

    private int[] places(boolean numeric) {
        List<String> old = from.features(numeric);
        return to.features(numeric).stream().mapToInt(old::indexOf).toArray();
    }

    /** The network of a stage in state. */
    public NetworkLayout layout(int oldStage) {
        return new NetworkLayout(oldConfig, from.stageLevel(oldStage));
    }

    /**
     * Copies what a stage in state has to the arrays of a stage, part by part.
     *
     * @param old parameters in state of {@link #stage}, or their slots
     * @param stage the stage
     * @param layout its network
     * @param into its parameters, or their slots; parts that are new stay as they are
     */
    public void copy(float[] old, int stage, NetworkLayout layout, float[] into) {
        NetworkLayout oldLayout = layout(stage(stage));
        Map<String, ParameterPart> parts = new TreeMap<>();
        for (ParameterPart part : ParameterPart.of(oldLayout, oldConfig)) {
            parts.put(part.name(), part);
        }
        int copies = old.length / oldLayout.size();
        for (ParameterPart part : ParameterPart.of(layout, config)) {
            ParameterPart source = parts.get(part.name());
            if (source == null) {
                continue;
            }
            for (int copy = 0; copy < copies; copy++) {
                part.copyFrom(source, old, copy * oldLayout.size(), into, copy * layout.size());
            }
        }
    }
}
