package io.primacy.learner.network;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Off-heap floats owned by an ND4J array, for the products. Everything element-wise happens on heap
 * arrays, which the JIT compiler vectorises; bulk copies between the two cost a few microseconds.
 */
final class NativeMatrix implements AutoCloseable {
    /** A cache line, and the widest vector register: products get the same alignment every run. */
    private static final int ALIGNMENT_BYTES = 64;

    static {
        BlasKernels.choose();
    }

    private final INDArray array;
    private final FloatPointer pointer;
    private final FloatBuffer buffer;
    private final int first;

    NativeMatrix(int floats) {
        int spare = ALIGNMENT_BYTES / Float.BYTES;
        array = Nd4j.createUninitializedDetached(DataType.FLOAT, Math.max(1, floats) + spare);
        pointer = new FloatPointer(array.data().addressPointer());
        pointer.capacity((long) floats + spare);
        buffer = pointer.asByteBuffer().asFloatBuffer();
        long beyond = pointer.address() % ALIGNMENT_BYTES;
        first = beyond == 0 ? 0 : (int) ((ALIGNMENT_BYTES - beyond) / Float.BYTES);
    }

    /** A pointer to the float at the given index; make it once, not per batch. */
    FloatPointer at(int index) {
        return new FloatPointer(pointer).position((long) first + index);
    }

    /** Moves a pointer that {@link #at} made to the float at another index. */
    void move(FloatPointer pointer, int index) {
        pointer.position((long) first + index);
    }

    void upload(int index, float[] from, int offset, int length) {
        buffer.put(first + index, from, offset, length);
    }

    void download(int index, float[] into, int offset, int length) {
        buffer.get(first + index, into, offset, length);
    }

    /** Writes {@code count} units of {@code rows} examples each, one after the other. */
    void uploadUnits(int index, float[][] from, int count, int rows) {
        for (int u = 0; u < count; u++) {
            buffer.put(first + index + u * rows, from[u], 0, rows);
        }
    }

    /** Reads {@code count} units of {@code rows} examples each. */
    void downloadUnits(int index, float[][] into, int count, int rows) {
        for (int u = 0; u < count; u++) {
            buffer.get(first + index + u * rows, into[u], 0, rows);
        }
    }

    @Override
    public void close() {
        array.close();
    }
}
