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
    private final INDArray array;
    private final FloatPointer pointer;
    private final FloatBuffer buffer;

    NativeMatrix(int floats) {
        array = Nd4j.createUninitializedDetached(DataType.FLOAT, Math.max(1, floats));
        pointer = new FloatPointer(array.data().addressPointer());
        pointer.capacity(floats);
        buffer = pointer.asByteBuffer().asFloatBuffer();
    }

    /** A pointer to the float at the given index; make it once, not per batch. */
    FloatPointer at(int index) {
        return new FloatPointer(pointer).position(index);
    }

    void upload(float[] from, int offset, int length) {
        buffer.put(0, from, offset, length);
    }

    void download(float[] into, int length) {
        buffer.get(0, into, 0, length);
    }

    void download(int index, float[] into, int offset, int length) {
        buffer.get(index, into, offset, length);
    }

    /** Writes a block of {@code columns} columns from a row-major heap matrix of the same width. */
    void uploadColumns(float[] from, int rows, int width, int column, int columns) {
        for (int row = 0; row < rows; row++) {
            int at = row * width + column;
            for (int i = at; i < at + columns; i++) {
                buffer.put(i, from[i]);
            }
        }
    }

    @Override
    public void close() {
        array.close();
    }
}
