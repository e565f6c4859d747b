package io.primacy.pipeline.state;

import java.io.IOException;

/** Sees rows in chunks. */
public interface ChunkVisitor {

    /** Some rows; what is seen of them does not change afterwards. */
    void chunk(RowChunk chunk) throws IOException;
}
