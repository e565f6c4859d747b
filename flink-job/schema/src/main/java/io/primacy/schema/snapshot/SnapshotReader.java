package io.primacy.schema.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a snapshot directory of the local file system, as {@link SnapshotLayout} lays it out. */
public final class SnapshotReader {
    private static final long LARGEST_MANIFEST = 64 << 20;

    private final Path root;

    /** A reader of the given snapshot directory, which need not exist yet. */
    public SnapshotReader(Path root) {
        this.root = root;
    }

    /** Directory names of the models that have a published version, sorted. */
    public List<String> models() throws IOException {
        return list(root).stream()
                .filter(SnapshotLayout::isModelDirectory)
                .filter(m -> !versionsIn(root.resolve(m)).isEmpty())
                .toList();
    }

    /** The published versions of a model's directory, ascending. */
    public List<SnapshotVersion> versions(String modelDirectory) {
        return versionsIn(modelPath(modelDirectory));
    }

    /**
     * The version that {@code LATEST} points to.
     *
     * @throws SnapshotException if the file holds no version
     */
    public Optional<SnapshotVersion> latest(String modelDirectory) throws IOException {
        Path file = modelPath(modelDirectory).resolve(SnapshotLayout.LATEST);
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return Optional.of(SnapshotVersion.parse(text.strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (SnapshotException e) {
            throw new SnapshotException(file + ": " + e.getMessage(), e);
        }
    }

    /** The directory of a version. */
    public Path path(String modelDirectory, SnapshotVersion version) {
        return modelPath(modelDirectory).resolve(version.toString());
    }

    /**
     * A version's manifest.
     *
     * @throws SnapshotException if there is none or it breaks a rule
     */
    public Manifest manifest(String modelDirectory, SnapshotVersion version) throws IOException {
        Path file = path(modelDirectory, version).resolve(SnapshotLayout.MANIFEST);
        try {
            long size = Files.size(file);
            if (size > LARGEST_MANIFEST) {
                throw new SnapshotException(
                        file
                                + ": a manifest must have at most "
                                + LARGEST_MANIFEST
                                + " bytes, found "
                                + size
                                + ".");
            }
            return ManifestJson.read(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new SnapshotException(file + ": there is no such snapshot.", e);
        }
    }

    /**
     * Every defect of a version's files, each naming the file and the reason; none if it is whole.
     */
    public List<String> verify(String modelDirectory, SnapshotVersion version) throws IOException {
        List<String> defects = new ArrayList<>();
        try {
            Manifest manifest = manifest(modelDirectory, version);
            Path directory = path(modelDirectory, version);
            if (!SnapshotLayout.modelDirectory(manifest.model()).equals(modelDirectory)
                    || !manifest.version().equals(version.toString())) {
                defects.add(
                        directory.resolve(SnapshotLayout.MANIFEST)
                                + ": must be of this directory, found "
                                + manifest.version()
                                + " of model '"
                                + manifest.model()
                                + "'.");
            }
            for (Manifest.File file : manifest.files()) {
                verify(directory.resolve(file.name()), file, defects);
            }
        } catch (SnapshotException e) {
            defects.add(e.getMessage());
        }
        return defects;
    }

    private static void verify(Path path, Manifest.File file, List<String> defects)
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

    /**
     * A version, verified and taken into memory.
     *
     * @throws SnapshotException if it has a defect; the message names all of them
     */
    public LoadedSnapshot load(String modelDirectory, SnapshotVersion version) throws IOException {
        List<String> defects = verify(modelDirectory, version);
        if (!defects.isEmpty()) {
            throw new SnapshotException(String.join("\n", defects));
        }
        Path directory = path(modelDirectory, version);
        return new LoadedSnapshot(
                manifest(modelDirectory, version),
                SnapshotLoading.dense(directory.resolve(SnapshotLayout.DENSE)),
                SnapshotLoading.embeddings(directory.resolve(SnapshotLayout.EMBEDDINGS)));
    }

    /** All float tensors of one of a version's files, by name, in the file's order. */
    public Map<String, float[]> floats(
            String modelDirectory, SnapshotVersion version, String fileName) throws IOException {
        Path file = path(modelDirectory, version).resolve(fileName);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Safetensors.Entry entry : Safetensors.entries(file)) {
            if (entry.type() == Safetensors.Type.F32) {
                tensors.put(entry.name(), Safetensors.floats(file, entry));
            }
        }
        return tensors;
    }

    private Path modelPath(String modelDirectory) {
        return root.resolve(SnapshotLayout.requireModelDirectory(modelDirectory));
    }

    private static List<SnapshotVersion> versionsIn(Path model) {
        try {
            return list(model).stream()
                    .filter(SnapshotVersion::isVersion)
                    .filter(
                            v ->
                                    Files.isRegularFile(
                                            model.resolve(v).resolve(SnapshotLayout.MANIFEST)))
                    .map(SnapshotVersion::parse)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SnapshotException(model + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static List<String> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .sorted()
                    .toList();
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
