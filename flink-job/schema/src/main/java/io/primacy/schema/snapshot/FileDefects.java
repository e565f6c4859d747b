package io.primacy.schema.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Holds the files of a version against what its manifest says of them. */
final class FileDefects {
    private FileDefects() {}

    /**
     * Every defect, each naming the file and the reason; none if all is as the manifest says.
     *
     * @param path of the manifest, beside the files
     * @param version whose directory it is in
     */
    static List<String> find(Path path, Manifest manifest, SnapshotVersion version)
            throws IOException {
        Path directory = path.getParent();
        String modelDirectory = directory.getParent().getFileName().toString();
        List<String> defects = new ArrayList<>();
        if (!SnapshotLayout.modelDirectory(manifest.model()).equals(modelDirectory)
                || !manifest.version().equals(version.toString())) {
            defects.add(
                    "%s: must be of this directory, found %s of model '%s'."
                            .formatted(path, manifest.version(), manifest.model()));
        }
        for (Manifest.File file : manifest.files()) {
            find(directory.resolve(file.name()), file, defects);
        }
        return defects;
    }

    private static void find(Path path, Manifest.File file, List<String> defects)
            throws IOException {
        if (!Files.isRegularFile(path)) {
            defects.add(path + ": is missing.");
            return;
        }
        long size = Files.size(path);
        if (size != file.bytes()) {
            defects.add(path + ": must have " + file.bytes() + " bytes, found " + size + ".");
            return;
        }
        String digest = sha256(path);
        if (!digest.equals(file.sha256())) {
            defects.add(path + ": must have SHA-256 " + file.sha256() + ", found " + digest + ".");
            return;
        }
        if (file.name().endsWith(".safetensors")) {
            try {
                Safetensors.entries(path);
            } catch (SnapshotException e) {
                defects.add(e.getMessage());
            }
        }
    }

    private static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path);
                DigestInputStream digest =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (digest.read(buffer) >= 0) {
                continue;
            }
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
