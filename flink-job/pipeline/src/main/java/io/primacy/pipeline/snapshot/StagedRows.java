package io.primacy.pipeline.snapshot;

import io.primacy.schema.snapshot.Safetensors;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The rows of a version being staged: taken in any order, written in ascending order of ids. */
interface StagedRows extends Closeable {

    /** Adds rows. */
    void add(SnapshotPart.Rows rows) throws IOException;

    /** The tensors that {@link #write} will write, in that order. */
    List<Safetensors.Entry> entries() throws IOException;

    /** Writes the tensors' bytes. */
    void write(OutputStream out) throws IOException;

    @Override
    void close() throws IOException;
}
