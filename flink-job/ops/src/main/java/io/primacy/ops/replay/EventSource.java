package io.primacy.ops.replay;

import java.io.IOException;

/** Events in the order in which they are to be produced. */
public interface EventSource {
    /** The next event's bytes, as they go into the topic; {@code null} at the end. */
    byte[] next() throws IOException;
}
