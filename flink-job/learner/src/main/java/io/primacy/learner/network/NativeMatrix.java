package io.primacy.learner.network;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A copy of a row-major matrix in native memory, in an ND4J array that grows as it needs. */
final class NativeMatrix {
    private INDArray array;
    private FloatPointer pointer;
    private FloatBuffer buffer;

    /** Makes room for a matrix whose rows are {@code ld} floats apart. */
    void reserve(int rows, int columns, int ld) {
        int floats = span(rows, columns, ld);
        if (array == null || array.length() < floats) {
            if (array != null) {
                array.close();
            }
            array = Nd4j.createUninitializedDetached(DataType.FLOAT, floats);
            pointer = new FloatPointer(array.data().addressPointer());
            pointer.capacity(floats);
            buffer = pointer.asByteBuffer().asFloatBuffer();
        }
    }

    void upload(float[] from, int at, int rows, int columns, int ld) {
        reserve(rows, columns, ld);
        buffer.put(0, from, at, span(rows, columns, ld));
    }

    /** Writes the columns of every row, and nothing that stands between them. */
    void download(float[] into, int at, int rows, int columns, int ld) {
        if (columns == ld) {
            buffer.get(0, into, at, rows * columns);
            return;
        }
        for (int row = 0; row < rows; row++) {
            buffer.get(row * ld, into, at + row * ld, columns);
        }
    }

    FloatPointer floats() {
        return pointer;
    }

    private static int span(int rows, int columns, int ld) {
        return (rows - 1) * ld + columns;
    }
}
