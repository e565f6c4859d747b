package io.primacy.onnx;

import io.primacy.schema.snapshot.Manifest.Feature;
import io.primacy.schema.snapshot.Manifest.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The one product that reads the inputs: first layers of all experts, all gates, and where the
 * model is wide one column per task that sums the linear weights, which stand in the vectors.
 * [inputs × columns], as the experts, then the gates, then the linear columns.
 */
final class FirstLayer {
    private final List<Feature> features;
    private final Network network;
    private final Weights weights;
    private final int rows;
    private final int columns;
    private final float[] matrix;
    private final float[] bias;

    FirstLayer(
            List<Feature> features,
            Network network,
            Weights weights,
            List<String> experts,
            int gateColumns) {
        this.features = features;
        this.network = network;
        this.weights = weights;
        int inputs = 0;
        for (Feature feature : features) {
            inputs += feature.isNumeric() ? 1 : network.width(feature);
        }
        rows = inputs;
        int width = network.expertLayers().get(0);
        int tasks = network.outputs().size();
        columns = experts.size() * width + tasks * gateColumns + network.linearWeights();
        matrix = new float[Math.multiplyExact(rows, columns)];
        bias = new float[columns];
        int column = 0;
        for (String expert : experts) {
            column = put(expert + ".0", width, column);
        }
        for (int t = 0; t < tasks && gateColumns > 0; t++) {
            column = put("gates." + network.outputs().get(t).task(), gateColumns, column);
        }
        for (int t = 0; t < network.linearWeights(); t++) {
            putLinear(t, column++);
        }
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** [rows × columns]. */
    float[] matrix() {
        return matrix;
    }

    /** [columns]. */
    float[] bias() {
        return bias;
    }

    /** Rows of the graph's input, in the order of the rows of a snapshot's tensors. */
    private List<Integer> places() {
        List<Integer> places = new ArrayList<>();
        int at = 0;
        for (Feature feature : features) {
            if (!feature.isNumeric()) {
                for (int i = 0; i < feature.dimension(); i++) {
                    places.add(at + i);
                }
                at += network.width(feature);
            }
        }
        for (; at < rows; at++) {
            places.add(at);
        }
        return places;
    }

    private int put(String name, int width, int column) {
        List<Integer> places = places();
        float[] block = weights.of(name + ".weight", places.size(), width);
        for (int row = 0; row < places.size(); row++) {
            System.arraycopy(block, row * width, matrix, places.get(row) * columns + column, width);
        }
        System.arraycopy(weights.of(name + ".bias", width), 0, bias, column, width);
        return column + width;
    }

    private void putLinear(int task, int column) {
        int at = 0;
        int numerics = 0;
        for (Feature feature : features) {
            if (feature.isNumeric()) {
                numerics++;
            } else {
                matrix[(at + feature.dimension() + task) * columns + column] = 1f;
                at += network.width(feature);
            }
        }
        if (numerics > 0) {
            String name = "linear." + network.outputs().get(task).task() + ".weight";
            float[] linear = weights.of(name, numerics);
            for (int i = 0; i < numerics; i++) {
                matrix[(at + i) * columns + column] = linear[i];
            }
        }
    }
}
