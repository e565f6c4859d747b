package io.primacy.learner;

import java.nio.ByteBuffer;

/** Runs of floats in a buffer. */
final class Floats {
    private Floats() {}

    static void put(ByteBuffer out, float[] values, int n) {
        out.asFloatBuffer().put(values, 0, n);
        out.position(out.position() + Float.BYTES * n);
    }

    static void get(ByteBuffer in, float[] into, int n) {
        in.asFloatBuffer().get(into, 0, n);
        in.position(in.position() + Float.BYTES * n);
    }
}
