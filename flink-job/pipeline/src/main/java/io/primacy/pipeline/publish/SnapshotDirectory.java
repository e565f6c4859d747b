package io.primacy.pipeline.publish;

import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.ModelFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot directory on any of Flink's file systems. A version is visible from the moment its
 * manifest exists; what has none is a stage that was never committed.
 */
public final class SnapshotDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDirectory.class);
    private static final int LARGEST_MANIFEST = 64 << 20;

    private final Path root;

    /**
     * @param uri the directory, absolute
     */
    public SnapshotDirectory(String uri) {
        this.root = new Path(uri);
    }

    /** Where a version's files are. */
    public Path version(String model, SnapshotVersion version) {
        return new Path(model(model), version.toString());
    }

    /** Whether a version is visible. */
    public boolean isVisible(String model, SnapshotVersion version) throws IOException {
        return exists(new Path(version(model, version), SnapshotLayout.MANIFEST));
    }

    /**
     * Makes a staged version visible. One that is visible already is left alone: a restored job
     * does so for every model once more, and ten thousand files take a while to reach the disk.
     */
    public void makeVisible(String model, SnapshotVersion version, byte[] manifest)
            throws IOException {
        String path = version + "/" + SnapshotLayout.MANIFEST;
        Optional<byte[]> there = files(model).read(path, LARGEST_MANIFEST);
        if (there.isEmpty() || !Arrays.equals(there.get(), manifest)) {
            files(model).replace(path, manifest);
        }
    }

    /** Says that a version is staged: its manifest waits under that name. */
    public void stage(String model, String version, String file, byte[] manifest)
            throws IOException {
        files(model).replace(version + "/" + file, manifest);
    }

    /** Takes the manifest of a staged version, once it is there. */
    public Optional<byte[]> takeStaged(String model, String version, String file)
            throws IOException {
        String path = version + "/" + file;
        Optional<byte[]> manifest = files(model).read(path, LARGEST_MANIFEST);
        if (manifest.isPresent()) {
            files(model).delete(path);
        }
        return manifest;
    }

    /**
     * Removes what dead attempts staged: versions of the epoch from {@code next} on that are not
     * visible. Whoever calls it must be the only one who stages in that epoch, and stage nothing
     * meanwhile. Other epochs' are left alone: the job that stages them may be alive.
     */
    public void sweep(String model, SnapshotVersion next) throws IOException {
        for (SnapshotVersion version : directories(model)) {
            if (version.epoch() == next.epoch()
                    && version.sequence() >= next.sequence()
                    && !isVisible(model, version)) {
                Path path = version(model, version);
                path.getFileSystem().delete(path, true);
                LOG.info("Model {}: swept what was staged of version {}", model, version);
            }
        }
    }

    /** The model's aliases. */
    public Aliases aliases(String model) {
        return new Aliases(files(model));
    }

    /**
     * A visible version's manifest.
     *
     * @throws io.primacy.schema.snapshot.SnapshotException if there is none, or it breaks a rule
     */
    public Manifest manifest(String model, SnapshotVersion version) throws IOException {
        return manifest(model, version, SnapshotLayout.MANIFEST)
                .orElseThrow(
                        () ->
                                new SnapshotException(
                                        version(model, version) + ": there is no such snapshot."));
    }

    /** What a version consists of as a base; nothing if it needs its parent. */
    public Optional<Manifest> base(String model, SnapshotVersion version) throws IOException {
        Manifest published = manifest(model, version);
        return published.kind().equals("base")
                ? Optional.of(published)
                : manifest(model, version, SnapshotLayout.BASE);
    }

    private Optional<Manifest> manifest(String model, SnapshotVersion version, String name)
            throws IOException {
        String path = version + "/" + name;
        return files(model)
                .read(path, LARGEST_MANIFEST)
                .map(json -> ManifestJson.read(version(model, version) + "/" + name, json));
    }

    /** When a version became visible. */
    public Instant published(String model, SnapshotVersion version) throws IOException {
        Path manifest = new Path(version(model, version), SnapshotLayout.MANIFEST);
        return Instant.ofEpochMilli(
                manifest.getFileSystem().getFileStatus(manifest).getModificationTime());
    }

    /** Writes a small file of the model's directory. */
    public void replace(String model, String path, byte[] bytes) throws IOException {
        files(model).replace(path, bytes);
    }

    /** Removes a version, its manifest first: nobody sees a part of it. */
    public void remove(String model, SnapshotVersion version) throws IOException {
        files(model).delete(version + "/" + SnapshotLayout.MANIFEST);
        Path path = version(model, version);
        path.getFileSystem().delete(path, true);
    }

    /** The small files of the model's directory. */
    public ModelFiles files(String model) {
        return new FlinkModelFiles(model(model));
    }

    /** The visible versions of a model, ascending. */
    public List<SnapshotVersion> versions(String model) throws IOException {
        List<SnapshotVersion> versions = new ArrayList<>();
        for (SnapshotVersion version : directories(model)) {
            if (isVisible(model, version)) {
                versions.add(version);
            }
        }
        return versions;
    }

    /** The versions that have a directory, ascending; those without a manifest are staged. */
    List<SnapshotVersion> directories(String model) throws IOException {
        Path directory = model(model);
        if (!exists(directory)) {
            return List.of();
        }
        return Stream.of(directory.getFileSystem().listStatus(directory))
                .filter(FileStatus::isDir)
                .map(entry -> entry.getPath().getName())
                .filter(SnapshotVersion::isVersion)
                .map(SnapshotVersion::parse)
                .sorted()
                .toList();
    }

    /** Whether a version has files, visible or staged. */
    public boolean isThere(String model, SnapshotVersion version) throws IOException {
        return exists(new Path(version(model, version), SnapshotLayout.EMBEDDINGS));
    }

    private Path model(String key) {
        return new Path(root, SnapshotLayout.modelDirectory(key));
    }

    private static boolean exists(Path path) throws IOException {
        try {
            return path.getFileSystem().exists(path);
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
