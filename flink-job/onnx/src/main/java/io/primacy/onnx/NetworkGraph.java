package io.primacy.onnx;

import static io.primacy.onnx.Graph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.primacy.schema.snapshot.Manifest.Feature;
import io.primacy.schema.snapshot.Manifest.Network;
import io.primacy.schema.snapshot.Manifest.Output;
import io.primacy.schema.snapshot.OnnxSignature;
import io.primacy.schema.snapshot.SnapshotException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The network from the inputs side by side to one prediction per task: experts, gates (MMoE, PLE),
 * towers, linear part, and what the loss makes of the output.
 */
final class NetworkGraph {
    /** Beyond this a Poisson task's output is held, as the learner does. */
    private static final float LARGEST_LOG_MEAN = 20f;

    private final Graph graph;
    private final List<Feature> features;
    private final Network network;
    private final Weights weights;
    private final boolean gated;
    private final AttributeProto slope;

    NetworkGraph(Graph graph, List<Feature> features, Network network, Weights weights) {
        this.graph = graph;
        this.features = features;
        this.network = network;
        this.weights = weights;
        gated = !network.architecture().equals("shared-bottom");
        slope = attribute("alpha", (float) network.leakySlope());
        if (network.outputs().isEmpty()
                || network.onnx() == null
                || network.onnx().outputs().size() != network.outputs().size()) {
            throw new SnapshotException(
                    "The manifest is of a release that did not say what the network's outputs mean;"
                            + " publish a new version.");
        }
    }

    /**
     * Adds the network.
     *
     * @param input the value that holds the inputs side by side, [batch × inputs]
     */
    void add(String input) {
        List<String> experts = expertNames();
        int gates = gated ? network.experts() + network.taskExperts() : 0;
        FirstLayer first = new FirstLayer(features, network, weights, experts, gates);
        String product =
                gemm("/first", input, first.matrix(), first.bias(), first.rows(), first.columns());
        List<Long> sizes = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        sizes.add((long) experts.size() * network.expertLayers().get(0));
        parts.add("/experts.product");
        for (Output output : network.outputs()) {
            if (gated) {
                sizes.add((long) gates);
                parts.add("/gates." + output.task());
            }
        }
        for (int t = 0; t < network.linearWeights(); t++) {
            sizes.add(1L);
            parts.add("/linear." + network.outputs().get(t).task());
        }
        split(product, parts, sizes);
        List<String> outputs = experts(experts);
        for (int t = 0; t < network.outputs().size(); t++) {
            String task = network.outputs().get(t).task();
            String mixed = gated ? mix(task, outputs, mixed(t)) : outputs.get(0);
            String last = tower(task, mixed);
            if (network.wide()) {
                last =
                        graph.node(
                                "Add", "/deep-and-wide." + task, List.of(last, "/linear." + task));
            }
            predict(network.outputs().get(t), last, network.onnx().outputs().get(t));
        }
    }

    /** Shared experts, then each task's own, as a snapshot's tensors name them. */
    private List<String> expertNames() {
        List<String> names = new ArrayList<>();
        for (int e = 0; e < network.experts(); e++) {
            names.add("experts." + e);
        }
        for (Output output : network.outputs()) {
            for (int k = 0; k < network.taskExperts(); k++) {
                names.add("experts." + output.task() + "." + k);
            }
        }
        return names;
    }

    /** The experts that a task's gate mixes, in the gate's order. */
    private List<Integer> mixed(int task) {
        List<Integer> mixed = new ArrayList<>();
        for (int e = 0; e < network.experts(); e++) {
            mixed.add(e);
        }
        for (int k = 0; k < network.taskExperts(); k++) {
            mixed.add(network.experts() + task * network.taskExperts() + k);
        }
        return mixed;
    }

    private List<String> experts(List<String> names) {
        String active = leaky("/experts", "/experts.product");
        List<String> values = names.stream().map(name -> "/" + name + ".0").toList();
        int width = network.expertLayers().get(0);
        split(active, values, Collections.nCopies(names.size(), (long) width));
        List<String> outputs = new ArrayList<>(values);
        for (int e = 0; e < names.size(); e++) {
            for (int l = 1; l < network.expertLayers().size(); l++) {
                outputs.set(
                        e,
                        layer(
                                names.get(e) + "." + l,
                                outputs.get(e),
                                network.expertLayers().get(l - 1),
                                network.expertLayers().get(l)));
            }
        }
        return outputs;
    }

    private String mix(String task, List<String> experts, List<Integer> mixed) {
        String gate = "/gates." + task;
        String shares =
                graph.node("Softmax", gate + ".softmax", List.of(gate), attribute("axis", 1));
        List<String> columns = mixed.stream().map(e -> gate + ".share." + e).toList();
        split(shares, columns, Collections.nCopies(mixed.size(), 1L));
        List<String> products = new ArrayList<>();
        for (int place = 0; place < mixed.size(); place++) {
            products.add(
                    graph.node(
                            "Mul",
                            gate + ".mixed." + mixed.get(place),
                            List.of(columns.get(place), experts.get(mixed.get(place)))));
        }
        return graph.node("Sum", "/mixture." + task, products);
    }

    private String tower(String task, String input) {
        String value = input;
        int in = network.expertLayers().get(network.expertLayers().size() - 1);
        int layers = network.towerLayers().size();
        for (int l = 0; l < layers; l++) {
            int out = network.towerLayers().get(l);
            value = layer("towers." + task + "." + l, value, in, out);
            in = out;
        }
        String name = "towers." + task + "." + layers;
        return gemm(
                "/" + name,
                value,
                weights.of(name + ".weight", in, 1),
                weights.of(name + ".bias", 1),
                in,
                1);
    }

    /** A product, a bias, a leaky rectifier. */
    private String layer(String name, String input, int in, int out) {
        float[] weight = weights.of(name + ".weight", in, out);
        float[] bias = weights.of(name + ".bias", out);
        return leaky("/" + name, gemm("/" + name + ".product", input, weight, bias, in, out));
    }

    private String leaky(String name, String input) {
        return graph.node("LeakyRelu", name, List.of(input), slope);
    }

    private String gemm(String name, String input, float[] weight, float[] bias, int in, int out) {
        String matrix = graph.floats(name + ".weight", weight, in, out);
        String addend = graph.floats(name + ".bias", bias, out);
        return graph.node("Gemm", name, List.of(input, matrix, addend));
    }

    /** Takes columns apart. */
    private void split(String value, List<String> parts, List<Long> sizes) {
        if (parts.size() == 1) {
            graph.node("Identity", parts.get(0), List.of(value));
            return;
        }
        String lengths = graph.longs(sizes.stream().mapToLong(Long::longValue).toArray());
        graph.nodes("Split", parts, List.of(value, lengths), attribute("axis", 1));
    }

    private void predict(Output output, String value, OnnxSignature.Port port) {
        switch (output.loss().toLowerCase(Locale.ROOT)) {
            case "logistic" -> graph.node("Sigmoid", port.name(), List.of(value));
            case "squared", "huber" -> graph.node("Identity", port.name(), List.of(value));
            case "poisson" -> {
                String held = "/held." + output.task();
                graph.node("Min", held, List.of(value, graph.scalar(LARGEST_LOG_MEAN)));
                graph.node("Exp", port.name(), List.of(held));
            }
            default ->
                    throw new SnapshotException(
                            "Task '"
                                    + output.task()
                                    + "' has the loss '"
                                    + output.loss()
                                    + "', which this release cannot turn into a prediction; use a"
                                    + " newer one.");
        }
    }
}
