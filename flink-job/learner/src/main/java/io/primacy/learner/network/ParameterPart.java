package io.primacy.learner.network;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of a stage's parameters that belongs to one thing: what an expert, a gate or a linear
 * part has for one feature, the weights of a layer, a bias. Named as in {@link ServingTensors}, so
 * that it can be found in the parameters of another config.
 *
 * @param name unique in a stage
 * @param at index of its first parameter
 * @param rows its rows
 * @param columns its columns
 * @param stride distance of its rows
 */
public record ParameterPart(String name, int at, int rows, int columns, int stride) {

    /** All parts of a stage; together they cover its parameters. */
    public static List<ParameterPart> of(NetworkLayout layout, LearnerConfig config) {
        List<ParameterPart> parts = new ArrayList<>();
        int width = layout.expertWidth(0);
        for (int e = 0; e < layout.experts(); e++) {
            String expert = "experts." + layout.expertName(e) + ".";
            addColumns(parts, expert + "0", layout, config, e * width, width);
            for (int l = 1; l < layout.expertLayers(); l++) {
                int out = layout.expertWidth(l);
                add(parts, expert + l, layout.expertWeight(l, e), layout.expertWidth(l - 1), out);
                addBias(parts, expert + l, layout.expertBias(l) + e * out, out);
            }
        }
        for (int t = 0; t < layout.tasks().size(); t++) {
            String task = layout.tasks().get(t).name();
            if (layout.gated()) {
                int gate = layout.gateColumn(t);
                addColumns(parts, "gates." + task, layout, config, gate, layout.mixedExperts());
            }
            for (int l = 0; l <= layout.towerLayers(); l++) {
                String tower = "towers." + task + "." + l;
                int out = layout.towerWidth(l);
                add(parts, tower, layout.towerWeight(t, l), layout.towerInput(l), out);
                addBias(parts, tower, layout.towerBias(t, l), out);
            }
            for (int n = 0; n < layout.linearNumerics(); n++) {
                String numeric = config.numeric().get(n).name();
                String name = "linear." + task + ".weight of " + numeric;
                parts.add(new ParameterPart(name, layout.linearWeight(t) + n, 1, 1, 1));
            }
        }
        return parts;
    }

    private static void addColumns(
            List<ParameterPart> parts,
            String name,
            NetworkLayout layout,
            LearnerConfig config,
            int column,
            int columns) {
        int stride = layout.inputs();
        int first = layout.inputWeight(column);
        List<FeatureConfig> categorical = config.categorical();
        for (int f = 0; f < categorical.size(); f++) {
            int at = first + layout.featureOffset(f);
            String part = name + ".weight of " + categorical.get(f).name();
            int dimension = categorical.get(f).dimension();
            parts.add(new ParameterPart(part, at, columns, dimension, stride));
        }
        for (int n = 0; n < config.numeric().size(); n++) {
            int at = first + layout.numericOffset() + n;
            String part = name + ".weight of " + config.numeric().get(n).name();
            parts.add(new ParameterPart(part, at, columns, 1, stride));
        }
        addBias(parts, name, layout.inputBias() + column, columns);
    }

    private static void add(List<ParameterPart> parts, String name, int at, int in, int out) {
        parts.add(new ParameterPart(name + ".weight", at, in, out, out));
    }

    private static void addBias(List<ParameterPart> parts, String name, int at, int columns) {
        parts.add(new ParameterPart(name + ".bias", at, 1, columns, columns));
    }

    /**
     * Copies the same part of another stage's parameters here.
     *
     * @param source the part there, as many rows and columns
     * @param from the parameters there, from {@code fromOffset}
     * @param into the parameters here, from {@code intoOffset}
     */
    public void copyFrom(
            ParameterPart source, float[] from, int fromOffset, float[] into, int intoOffset) {
        if (source.rows != rows || source.columns != columns) {
            throw new IllegalArgumentException(
                    "Part "
                            + name
                            + " is "
                            + source.rows
                            + " × "
                            + source.columns
                            + " there and "
                            + rows
                            + " × "
                            + columns
                            + " here.");
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    from,
                    fromOffset + source.at + row * source.stride,
                    into,
                    intoOffset + at + row * stride,
                    columns);
        }
    }
}
