package io.primacy.onnx;

import io.primacy.schema.snapshot.LoadedSnapshot.Tensor;
import io.primacy.schema.snapshot.SnapshotException;
import java.util.Arrays;
import java.util.Map;

/** A version's dense tensors, each of the shape that the manifest's network asks for. */
record Weights(Map<String, Tensor> tensors) {

    /**
     * The values of a tensor, row-major.
     *
     * @throws SnapshotException if it is missing or has another shape
     */
    float[] of(String name, long... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
            throw new SnapshotException(
                    "Dense tensor '"
                            + name
                            + "' must be "
                            + Arrays.toString(shape)
                            + " for the manifest's network, found "
                            + (tensor == null ? "none" : Arrays.toString(tensor.shape()))
                            + ".");
        }
        return tensor.values();
    }
}
