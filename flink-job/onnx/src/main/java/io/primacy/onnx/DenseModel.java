package io.primacy.onnx;

import static io.primacy.onnx.Graph.attribute;

import io.primacy.schema.snapshot.LoadedSnapshot.Tensor;
import io.primacy.schema.snapshot.Manifest.Feature;
import io.primacy.schema.snapshot.Manifest.Network;
import io.primacy.schema.snapshot.OnnxSignature;
import io.primacy.schema.snapshot.SnapshotException;
import java.util.List;
import java.util.Map;

/**
 * {@code model.onnx}: the network without its embedding tables, as {@link OnnxSignature} describes
 * it. Any ONNX runtime reads it; the vectors are looked up outside.
 */
public final class DenseModel {
    /** The file format that came with operator set 13. */
    private static final long IR_VERSION = 7;

    private DenseModel() {}

    /**
     * The file's bytes, the same for the same model.
     *
     * @param features of the version's manifest
     * @param network of the version's manifest
     * @param dense the version's dense tensors
     * @throws SnapshotException if the tensors are not those of the network
     */
    public static byte[] write(List<Feature> features, Network network, Map<String, Tensor> dense) {
        Graph graph = new Graph("primacy");
        NetworkGraph part = new NetworkGraph(graph, features, network, new Weights(dense));
        OnnxSignature signature = network.onnx();
        signature.outputs().forEach(graph::output);
        List<String> inputs = signature.inputs().stream().map(graph::input).toList();
        String input =
                inputs.size() == 1
                        ? inputs.get(0)
                        : graph.node("Concat", "/inputs", inputs, attribute("axis", 1));
        part.add(input);
        return graph.model(IR_VERSION, signature.opset(), false, Map.of());
    }
}
