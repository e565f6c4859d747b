package io.primacy.pipeline.state;

import java.io.IOException;

/** Sees embedding rows one by one. */
public interface RowVisitor {

    /** One row: its id and its bytes, as the learner's row codec wrote them; not to be changed. */
    void row(long id, byte[] bytes) throws IOException;
}
