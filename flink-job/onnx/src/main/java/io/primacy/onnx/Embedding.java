package io.primacy.onnx;

import static io.primacy.onnx.Graph.attribute;

import io.primacy.schema.initial.InitialRows;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.LoadedSnapshot.Embeddings;
import io.primacy.schema.snapshot.Manifest.Feature;
import io.primacy.schema.snapshot.Manifest.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * From ids to vectors inside a graph. Features of one width share a table; their ids are looked up
 * together and taken apart again.
 */
final class Embedding {
    private final Graph graph;
    private final LoadedSnapshot snapshot;
    private final Network network;
    private final InitialRows initial;

    Embedding(Graph graph, LoadedSnapshot snapshot) {
        this.graph = graph;
        this.snapshot = snapshot;
        network = snapshot.manifest().network();
        initial = network.initial().rows();
    }

    /** Adds the look-ups; the vectors of the categorical features, [batch × W] each, in order. */
    List<String> add() {
        List<Feature> categorical =
                snapshot.manifest().features().stream().filter(f -> !f.isNumeric()).toList();
        categorical.stream()
                .collect(
                        Collectors.groupingBy(
                                Feature::dimension, TreeMap::new, Collectors.toList()))
                .forEach(this::lookUp);
        return categorical.stream().map(this::pool).toList();
    }

    private static String ids(Feature feature) {
        return "ids." + feature.name();
    }

    private static String vectors(Feature feature) {
        return "/vectors." + feature.name();
    }

    /** All ids of one dimension, [batch × n], to [batch × n × W], feature by feature. */
    private void lookUp(int dimension, List<Feature> features) {
        String group = "/" + dimension;
        int width = dimension + network.linearWeights();
        List<String> ids = features.stream().map(Embedding::ids).toList();
        String all = graph.node("Concat", group + ".ids", ids, attribute("axis", 1));
        String vectors = initial(group, all, dimension);
        Embeddings rows = snapshot.embeddings().get(width);
        if (rows != null && rows.ids().length > 0) {
            vectors = learned(group, all, rows, vectors);
        }
        if (features.size() == 1) {
            graph.node("Identity", vectors(features.get(0)), List.of(vectors));
            return;
        }
        List<String> counts = new ArrayList<>();
        String one = graph.longs(1L);
        for (String each : ids) {
            String shape = graph.node("Shape", "/shape." + each, List.of(each));
            counts.add(graph.node("Gather", "/count." + each, List.of(shape, one)));
        }
        String lengths = graph.node("Concat", group + ".counts", counts, attribute("axis", 0));
        List<String> parts = features.stream().map(Embedding::vectors).toList();
        graph.nodes("Split", parts, List.of(vectors, lengths), attribute("axis", 1));
    }

    /** Rows where there are any, else what is given. */
    private String learned(String group, String ids, Embeddings rows, String otherwise) {
        int count = rows.ids().length;
        float[] table = Arrays.copyOf(rows.vectors(), (count + 1) * rows.dimension());
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        String row =
                graph.ml(
                        "LabelEncoder",
                        group + ".row",
                        List.of(ids),
                        attribute("keys_int64s", rows.ids()),
                        attribute("values_int64s", numbers),
                        attribute("default_int64", (long) count));
        String data = graph.floats(group + ".table", table, count + 1L, rows.dimension());
        String found =
                graph.node("Gather", group + ".found", List.of(data, row), attribute("axis", 0));
        String known =
                graph.node("Less", group + ".known", List.of(row, graph.scalar((long) count)));
        String mask =
                graph.node("Unsqueeze", group + ".known.mask", List.of(known, graph.longs(2L)));
        return graph.node("Where", group + ".vectors", List.of(mask, found, otherwise));
    }

    /** {@link InitialRows} in the graph's arithmetic, modulo 2⁶⁴; then zeros. */
    private String initial(String group, String ids, int dimension) {
        long golden = 0x9E3779B97F4A7C15L;
        String column = graph.node("Unsqueeze", group + ".column", List.of(ids, graph.longs(2L)));
        String shifted =
                graph.node("Add", group + ".stream", List.of(column, graph.scalar(2 * golden)));
        long[] steps = new long[dimension];
        for (int i = 0; i < dimension; i++) {
            steps[i] = i * golden;
        }
        String numbers = graph.longs(group + ".steps", steps, dimension);
        String streams =
                graph.node(
                        "Add", group + ".streams", List.of(mix(group + ".id", shifted), numbers));
        String seeded = xor(group + ".seeded", streams, mix(initial.seed() + golden));
        String bits = unsigned(group + ".bits", mix(group + ".value", seeded));
        String high = shift(group + ".high", bits, 40);
        String number = graph.node("Cast", group + ".number", List.of(high), attribute("to", 1L));
        String below =
                graph.node(
                        "Less", group + ".positive", List.of(number, graph.scalar((float) 0x1p23)));
        String wrapped =
                graph.node(
                        "Sub", group + ".wrapped", List.of(number, graph.scalar((float) 0x1p24)));
        String signed = graph.node("Where", group + ".signed", List.of(below, number, wrapped));
        String centred = graph.node("Add", group + ".centred", List.of(signed, graph.scalar(0.5f)));
        String unit =
                graph.node("Mul", group + ".unit", List.of(centred, graph.scalar((float) 0x1p-23)));
        String scaled =
                graph.node("Mul", group + ".initial", List.of(unit, graph.scalar(initial.range())));
        if (network.linearWeights() == 0) {
            return scaled;
        }
        long[] pads = {0, 0, 0, 0, 0, network.linearWeights()};
        return graph.node("Pad", group + ".padded", List.of(scaled, graph.longs(pads)));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** The same on int64 values. */
    private String mix(String name, String z) {
        String a = multiply(name + ".a", folded(name + ".a", z, 30), 0xBF58476D1CE4E5B9L);
        String b = multiply(name + ".b", folded(name + ".b", a, 27), 0x94D049BB133111EBL);
        return folded(name + ".c", b, 31);
    }

    /** z xor z≫by. */
    private String folded(String name, String z, int by) {
        String bits = unsigned(name + ".bits", z);
        String moved = shift(name + ".moved", bits, by);
        String both = graph.node("BitwiseXor", name + ".xor", List.of(bits, moved));
        return graph.node("Cast", name + ".folded", List.of(both), attribute("to", 7L));
    }

    private String multiply(String name, String value, long by) {
        return graph.node("Mul", name + ".product", List.of(value, graph.scalar(by)));
    }

    private String xor(String name, String value, long with) {
        return graph.node("BitwiseXor", name, List.of(value, graph.scalar(with)));
    }

    private String unsigned(String name, String value) {
        return graph.node("Cast", name, List.of(value), attribute("to", 13L));
    }

    private String shift(String name, String bits, int by) {
        return graph.node(
                "BitShift",
                name,
                List.of(bits, graph.unsigned(by)),
                attribute("direction", "RIGHT"));
    }

    /** A list's mean; of a single id its vector. */
    private String pool(Feature feature) {
        String vectors = vectors(feature);
        String axis = graph.longs(1L);
        if (!FullModel.isList(feature)) {
            return graph.node("Squeeze", vectors + ".one", List.of(vectors, axis));
        }
        String none =
                graph.node("Equal", vectors + ".none", List.of(ids(feature), graph.scalar(0L)));
        String some = graph.node("Not", vectors + ".some", List.of(none));
        String share = graph.node("Cast", vectors + ".share", List.of(some), attribute("to", 1L));
        String mask = graph.node("Unsqueeze", vectors + ".mask", List.of(share, graph.longs(2L)));
        String masked = graph.node("Mul", vectors + ".masked", List.of(vectors, mask));
        String sum =
                graph.node(
                        "ReduceSum",
                        vectors + ".sum",
                        List.of(masked, axis),
                        attribute("keepdims", 0L));
        String count = graph.node("ReduceSum", vectors + ".count", List.of(share, axis));
        String atLeastOne =
                graph.node("Max", vectors + ".divisor", List.of(count, graph.scalar(1f)));
        return graph.node("Div", vectors + ".mean", List.of(sum, atLeastOne));
    }
}
