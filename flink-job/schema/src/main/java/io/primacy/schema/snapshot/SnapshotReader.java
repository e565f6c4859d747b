package io.primacy.schema.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        return readManifest(file)
                .orElseThrow(() -> new SnapshotException(file + ": there is no such snapshot."));
    }

    /**
     * What a version consists of as a base: its manifest if it was published as one, that of the
     * folded base if there is one; nothing if it needs its parent.
     *
     * @throws SnapshotException if there is no such version or a manifest breaks a rule
     */
    public Optional<Manifest> base(String modelDirectory, SnapshotVersion version)
            throws IOException {
        Manifest published = manifest(modelDirectory, version);
        return published.kind().equals("base")
                ? Optional.of(published)
                : readManifest(path(modelDirectory, version).resolve(SnapshotLayout.BASE));
    }

    private static Optional<Manifest> readManifest(Path file) throws IOException {
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
            return Optional.of(ManifestJson.read(file.toString(), Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * The versions that one is loaded from, oldest first: a base, then deltas up to the version
     * itself.
     *
     * @throws SnapshotException if one of them is missing or its manifest breaks a rule
     */
    public List<SnapshotVersion> chain(String modelDirectory, SnapshotVersion version)
            throws IOException {
        ArrayDeque<SnapshotVersion> chain = new ArrayDeque<>();
        SnapshotVersion at = version;
        chain.addFirst(at);
        while (base(modelDirectory, at).isEmpty()) {
            // A parent is always an earlier version: this comes to an end.
            at = SnapshotVersion.parse(manifest(modelDirectory, at).parent());
            chain.addFirst(at);
        }
        return List.copyOf(chain);
    }

    /**
     * Every defect of what a version is loaded from, each naming the file and the reason; none if
     * it is whole.
     */
    public List<String> verify(String modelDirectory, SnapshotVersion version) throws IOException {
        List<String> defects = new ArrayList<>(verifyFiles(modelDirectory, version));
        try {
            for (SnapshotVersion part : chain(modelDirectory, version)) {
                if (!part.equals(version)) {
                    defects.addAll(verifyFiles(modelDirectory, part));
                }
            }
        } catch (SnapshotException e) {
            if (!defects.contains(e.getMessage())) {
                defects.add(e.getMessage());
            }
        }
        return defects;
    }

    /** Every defect of a version's own files, without those of the versions that it follows. */
    public List<String> verifyFiles(String modelDirectory, SnapshotVersion version)
            throws IOException {
        Set<String> defects = new LinkedHashSet<>();
        Path directory = path(modelDirectory, version);
        try {
            Path file = directory.resolve(SnapshotLayout.MANIFEST);
            Manifest published = manifest(modelDirectory, version);
            defects.addAll(FileDefects.find(file, published, version));
            if (published.kind().equals("delta")) {
                Path folded = directory.resolve(SnapshotLayout.BASE);
                Optional<Manifest> base = readManifest(folded);
                if (base.isPresent()) {
                    // It names some of the same files.
                    defects.addAll(FileDefects.find(folded, base.get(), version));
                }
            }
        } catch (SnapshotException e) {
            defects.add(e.getMessage());
        }
        return List.copyOf(defects);
    }

    /**
     * A version, verified and taken into memory, with the rows of the versions that it follows.
     *
     * @throws SnapshotException if it has a defect; the message names all of them
     */
    public LoadedSnapshot load(String modelDirectory, SnapshotVersion version) throws IOException {
        List<String> defects = verify(modelDirectory, version);
        if (!defects.isEmpty()) {
            throw new SnapshotException(String.join("\n", defects));
        }
        List<SnapshotVersion> chain = chain(modelDirectory, version);
        List<Map<Integer, LoadedSnapshot.Embeddings>> rows = new ArrayList<>();
        for (SnapshotVersion part : chain) {
            boolean folded =
                    part.equals(chain.get(0))
                            && manifest(modelDirectory, part).kind().equals("delta");
            String file = folded ? SnapshotLayout.FOLDED : SnapshotLayout.EMBEDDINGS;
            rows.add(SnapshotLoading.embeddings(path(modelDirectory, part).resolve(file)));
        }
        Path dense = path(modelDirectory, version).resolve(SnapshotLayout.DENSE);
        return new LoadedSnapshot(
                manifest(modelDirectory, version), SnapshotLoading.dense(dense), RowMerge.of(rows));
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
}
