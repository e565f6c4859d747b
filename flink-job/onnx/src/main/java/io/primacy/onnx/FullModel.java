package io.primacy.onnx;

import static io.primacy.onnx.Graph.attribute;

import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.Manifest.Feature;
import io.primacy.schema.snapshot.Manifest.Network;
import io.primacy.schema.snapshot.OnnxSignature;
import io.primacy.schema.snapshot.OnnxSignature.Port;
import io.primacy.schema.snapshot.SnapshotException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole version as one ONNX file, embedding tables inside: ids in, predictions out. It takes
 *
 * <ul>
 *   <li>{@code ids.NAME} int64 [batch, 1] for each categorical feature: the value's row id, of a
 *       missing value that of the empty text
 *   <li>{@code ids.NAME} int64 [batch, any] for each list: its elements' row ids, filled up with 0,
 *       which counts as none
 *   <li>{@code numerics} float32 [batch, K], where there are any: transformed, shifted and scaled
 * </ul>
 *
 * and gives what {@link DenseModel} does. An id without a row gets the embedding that the learner
 * begins with, computed in the graph.
 */
public final class FullModel {
    /** What a file may hold: ONNX files end at 2 GiB, and this is for small models. */
    public static final long LARGEST_BYTES = 1L << 30;

    /** The first operator set with exclusive or, which the initial embeddings need. */
    static final int OPSET = 18;

    private static final long IR_VERSION = 8;

    private FullModel() {}

    /** The inputs, in order. */
    public static List<Port> inputs(Manifest manifest) {
        List<Port> inputs = new ArrayList<>();
        int numerics = 0;
        for (Feature feature : manifest.features()) {
            if (feature.isNumeric()) {
                numerics++;
            } else {
                long count = isList(feature) ? OnnxSignature.ANY : 1;
                inputs.add(
                        new Port(
                                "ids." + feature.name(),
                                "int64",
                                List.of(OnnxSignature.ANY, count)));
            }
        }
        if (numerics > 0) {
            inputs.add(
                    new Port(
                            OnnxSignature.NUMERICS,
                            "float32",
                            List.of(OnnxSignature.ANY, (long) numerics)));
        }
        return inputs;
    }

    /**
     * The file's bytes.
     *
     * @throws SnapshotException if the version is too large, or from before manifests said all that
     *     this needs
     */
    public static byte[] write(LoadedSnapshot snapshot) {
        Manifest manifest = snapshot.manifest();
        Network network = manifest.network();
        checkSize(snapshot);
        if (network.initial() == null) {
            throw new SnapshotException(
                    "Version "
                            + manifest.version()
                            + " does not say how unknown ids are embedded; publish a new one.");
        }
        Graph graph = new Graph("primacy");
        NetworkGraph part =
                new NetworkGraph(
                        graph, manifest.features(), network, new Weights(snapshot.dense()));
        List<Port> inputs = inputs(manifest);
        network.onnx().outputs().forEach(graph::output);
        inputs.forEach(graph::input);
        List<String> pieces = new ArrayList<>(new Embedding(graph, snapshot).add());
        if (inputs.get(inputs.size() - 1).name().equals(OnnxSignature.NUMERICS)) {
            pieces.add(OnnxSignature.NUMERICS);
        }
        part.add(graph.node("Concat", "/inputs", pieces, attribute("axis", 1)));
        return graph.model(
                IR_VERSION,
                OPSET,
                true,
                Map.of("model", manifest.model(), "version", manifest.version()));
    }

    static boolean isList(Feature feature) {
        return feature.type().equals("categorical-list");
    }

    private static void checkSize(LoadedSnapshot snapshot) {
        long bytes = 0;
        for (LoadedSnapshot.Embeddings rows : snapshot.embeddings().values()) {
            bytes += 4L * rows.vectors().length + 18L * rows.ids().length;
        }
        if (bytes > LARGEST_BYTES) {
            throw new SnapshotException(
                    "The embedding tables need "
                            + bytes
                            + " bytes of one ONNX file, which may have "
                            + LARGEST_BYTES
                            + "; serve model.onnx beside embeddings.safetensors.");
        }
    }
}
