package io.primacy.schema.snapshot.alias;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The small files of one model's directory, whatever file system it is on. Paths are relative to
 * that directory, with {@code /} between names.
 */
public interface ModelFiles {

    /**
     * A file's bytes, if there is one.
     *
     * @param largest bytes that it may have
     * @throws io.primacy.schema.snapshot.SnapshotException if it has more; nothing is read then
     */
    Optional<byte[]> read(String path, int largest) throws IOException;

    /**
     * Writes a file, over the one that may be there; readers see the old bytes or the new ones, as
     * far as the file system can do that.
     */
    void replace(String path, byte[] bytes) throws IOException;

    /** Removes a file, if there is one. */
    void delete(String path) throws IOException;

    /** Names of the files of a directory, sorted; none if there is no such directory. */
    List<String> list(String directory) throws IOException;
}
