package io.primacy.pipeline.publish;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A file being written, with what a manifest says of it: its size and its SHA-256. */
public final class HashedFile extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;
    private final OutputStream out;
    private long size;

    /** Creates the file, or empties it if a stage that was never committed left it behind. */
    public HashedFile(Path path) throws IOException {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
        out =
                new BufferedOutputStream(
                        new DigestOutputStream(
                                path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE),
                                digest),
                        BUFFER_BYTES);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        size += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Bytes written. */
    public long size() {
        return size;
    }

    /** SHA-256 of the file, lower-case hexadecimal; call once, after closing. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
