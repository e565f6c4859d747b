package io.primacy.learner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What every value of state begins with.
 *
 * @param version layout version
 * @param shape text of the shape of the learner that wrote it
 * @param rest what follows, little-endian
 */
record StateHeader(int version, String shape, ByteBuffer rest) {
    /** The layout version that is written. */
    static final int VERSION = 4;

    /**
     * @throws StateException if it was written by another release
     */
    static StateHeader read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = in.getInt();
        if (version < 1 || version > VERSION) {
            throw new StateException(
                    "it has layout version %d; this release reads versions 1 to %d: restore it with the release that wrote it."
                            .formatted(version, VERSION));
        }
        byte[] shape = new byte[in.getInt()];
        in.get(shape);
        return new StateHeader(
                version,
                new String(shape, StandardCharsets.UTF_8),
                in.slice().order(ByteOrder.LITTLE_ENDIAN));
    }
}
