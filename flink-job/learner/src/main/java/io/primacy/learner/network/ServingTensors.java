package io.primacy.learner.network;

import io.primacy.learner.NamedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stage's parameters as the tensors of a snapshot, each [in × out] row-major:
 *
 * <pre>
 *   experts.e.l.weight  experts.e.l.bias   shared expert e, layer l
 *   experts.TASK.k.l.…                     the task's own expert k, layer l (ple only)
 *   gates.TASK.weight   gates.TASK.bias    softmax over the shared experts, then the task's own
 *   towers.TASK.l.weight  towers.TASK.l.bias   the last l is the output
 *   linear.TASK.weight    [numerics]   added to the output with the ids' linear weights (wide only)
 * </pre>
 */
public final class ServingTensors {
    private ServingTensors() {}

    /** The tensors, in a fixed order. */
    public static List<NamedTensor> of(NetworkLayout layout, float[] parameters) {
        List<NamedTensor> tensors = new ArrayList<>();
        for (int e = 0; e < layout.experts(); e++) {
            int width = layout.expertWidth(0);
            addColumns(
                    tensors,
                    "experts." + layout.expertName(e) + ".0",
                    layout,
                    parameters,
                    e * width,
                    width);
            for (int l = 1; l < layout.expertLayers(); l++) {
                int out = layout.expertWidth(l);
                add(
                        tensors,
                        "experts." + layout.expertName(e) + "." + l,
                        parameters,
                        layout.expertWeight(l, e),
                        layout.expertWidth(l - 1),
                        layout.expertBias(l) + e * out,
                        out);
            }
        }
        for (int t = 0; t < layout.tasks().size(); t++) {
            String task = layout.tasks().get(t).name();
            if (layout.gated()) {
                addColumns(
                        tensors,
                        "gates." + task,
                        layout,
                        parameters,
                        layout.gateColumn(t),
                        layout.mixedExperts());
            }
            for (int l = 0; l <= layout.towerLayers(); l++) {
                add(
                        tensors,
                        "towers." + task + "." + l,
                        parameters,
                        layout.towerWeight(t, l),
                        layout.towerInput(l),
                        layout.towerBias(t, l),
                        layout.towerWidth(l));
            }
            if (layout.linearNumerics() > 0) {
                int weight = layout.linearWeight(t);
                int numerics = layout.linearNumerics();
                tensors.add(
                        new NamedTensor(
                                "linear." + task + ".weight",
                                new int[] {numerics},
                                Arrays.copyOfRange(parameters, weight, weight + numerics)));
            }
        }
        return tensors;
    }

    private static void add(
            List<NamedTensor> tensors,
            String name,
            float[] p,
            int weight,
            int in,
            int bias,
            int out) {
        tensors.add(
                new NamedTensor(
                        name + ".weight",
                        new int[] {in, out},
                        Arrays.copyOfRange(p, weight, weight + in * out)));
        tensors.add(
                new NamedTensor(
                        name + ".bias", new int[] {out}, Arrays.copyOfRange(p, bias, bias + out)));
    }

    private static void addColumns(
            List<NamedTensor> tensors,
            String name,
            NetworkLayout layout,
            float[] p,
            int column,
            int width) {
        float[] block = new float[layout.inputs() * width];
        for (int row = 0; row < layout.inputs(); row++) {
            for (int c = 0; c < width; c++) {
                block[row * width + c] = p[layout.inputWeight(column + c) + row];
            }
        }
        tensors.add(new NamedTensor(name + ".weight", new int[] {layout.inputs(), width}, block));
        int bias = layout.inputBias() + column;
        tensors.add(
                new NamedTensor(
                        name + ".bias",
                        new int[] {width},
                        Arrays.copyOfRange(p, bias, bias + width)));
    }
}
