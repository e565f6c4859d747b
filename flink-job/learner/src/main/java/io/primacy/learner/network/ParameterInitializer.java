package io.primacy.learner.network;

import io.primacy.schema.initial.SeededValues;
import java.util.Arrays;

/**
 * Initial dense parameters: uniform with variance 2 / fan-in (He et al., ICCV 2015) for weights, 0
 * for biases. A value depends on the seed, on what it belongs to (by name) and on its place there,
 * never on the stage: the stages begin as one model, so their losses differ only by what they
 * learned.
 */
public final class ParameterInitializer {
    private final NetworkLayout layout;
    private final long seed;

    /**
     * @param layout where the parameters stand
     * @param seed the config's seed
     */
    public ParameterInitializer(NetworkLayout layout, long seed) {
        this.layout = layout;
        this.seed = seed;
    }

    /** A stage's parameters before its first step. */
    public float[] parameters() {
        float[] p = new float[layout.size()];
        Arrays.fill(p, 0f);
        int shared = layout.sharedExperts();
        int width = layout.expertWidth(0);
        input(p, 0, shared * width, "experts.0");
        for (int t = 0; t < layout.tasks().size(); t++) {
            String task = layout.tasks().get(t).name();
            if (layout.gated()) {
                input(p, layout.gateColumn(t), layout.mixedExperts(), "gate." + task);
            }
            int own = layout.ownExperts(t) * width;
            input(p, own, layout.taskExperts() * width, task + ".0");
            for (int l = 0; l <= layout.towerLayers(); l++) {
                int in = layout.towerInput(l);
                int out = layout.towerWidth(l);
                block(p, layout.towerWeight(t, l), in, out, "tower." + task + "." + l, in);
            }
        }
        for (int l = 1; l < layout.expertLayers(); l++) {
            int in = layout.expertWidth(l - 1);
            int out = layout.expertWidth(l);
            block(p, layout.expertWeight(l, 0), shared * in, out, "experts." + l, in);
            for (int t = 0; t < layout.tasks().size() && layout.taskExperts() > 0; t++) {
                int own = layout.expertWeight(l, layout.ownExperts(t));
                String name = layout.tasks().get(t).name() + "." + l;
                block(p, own, layout.taskExperts() * in, out, name, in);
            }
        }
        return p;
    }

    /** Columns of the input weight, which stands column by column. */
    private void input(float[] p, int column, int columns, String name) {
        long stream = SeededValues.stream(name);
        float range = range(layout.inputs());
        for (int row = 0; row < layout.inputs(); row++) {
            for (int c = 0; c < columns; c++) {
                p[layout.inputWeight(column + c) + row] =
                        range * SeededValues.uniform(seed, stream, (long) row * columns + c);
            }
        }
    }

    private void block(float[] p, int at, int rows, int columns, String name, int fanIn) {
        long stream = SeededValues.stream(name);
        float range = range(fanIn);
        for (int i = 0; i < rows * columns; i++) {
            p[at + i] = range * SeededValues.uniform(seed, stream, i);
        }
    }

    private static float range(int fanIn) {
        return (float) Math.sqrt(3 * 2.0 / Math.max(1, fanIn));
    }
}
