package io.primacy.pipeline.upkeep;

import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Rows of versions in temporary files, checked against their manifests on the way. */
final class LocalCopies implements Closeable {
    private final List<Path> files = new ArrayList<>();

    /** A copy of a version's rows: all of them if it is a base, else those that changed. */
    Path of(SnapshotDirectory directory, String model, SnapshotVersion version) throws IOException {
        Manifest manifest =
                directory.base(model, version).orElse(directory.manifest(model, version));
        Manifest.File rows =
                manifest.files().stream()
                        .filter(
                                f ->
                                        f.name().equals(SnapshotLayout.FOLDED)
                                                || f.name().equals(SnapshotLayout.EMBEDDINGS))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        Compactor.broken(
                                                version.toString(), "names no file of rows"));
        org.apache.flink.core.fs.Path source =
                new org.apache.flink.core.fs.Path(directory.version(model, version), rows.name());
        Path copy = Files.createTempFile("primacy-fold-", ".safetensors");
        files.add(copy);
        try (InputStream in = source.getFileSystem().open(source);
                DigestInputStream digest = new DigestInputStream(in, sha256());
                OutputStream out = Files.newOutputStream(copy)) {
            digest.transferTo(out);
            String found = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            if (!found.equals(rows.sha256())) {
                throw Compactor.broken(
                        source.toString(),
                        "must have SHA-256 " + rows.sha256() + ", found " + found);
            }
        }
        return copy;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
