package io.primacy.pipeline.publish;

import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The snapshot directory on any of Flink's file systems. A version is visible from the moment its
 * manifest exists; what has none is a stage that was never committed.
 *
 * <p>The manifest and the {@code LATEST} pointer appear whole: on a local file system by renaming a
 * temporary file, on the others, object stores above all, by overwriting.
 */
public final class SnapshotDirectory {
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

    /** Makes a staged version visible. */
    public void makeVisible(String model, SnapshotVersion version, byte[] manifest)
            throws IOException {
        replace(new Path(version(model, version), SnapshotLayout.MANIFEST), manifest);
    }

    /** Where the model's {@code LATEST} points, if there is one. */
    public Optional<SnapshotVersion> latest(String model) throws IOException {
        Path pointer = new Path(model(model), SnapshotLayout.LATEST);
        if (!exists(pointer)) {
            return Optional.empty();
        }
        try (FSDataInputStream in = pointer.getFileSystem().open(pointer)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Optional.of(SnapshotVersion.parse(text));
        }
    }

    /** Moves the model's {@code LATEST} to {@code version}, unless it is there or beyond. */
    public void advanceLatest(String model, SnapshotVersion version) throws IOException {
        Optional<SnapshotVersion> latest = latest(model);
        if (latest.isEmpty() || latest.get().compareTo(version) < 0) {
            replace(
                    new Path(model(model), SnapshotLayout.LATEST),
                    (version + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * The epoch in which a model that begins now begins: one beyond those of its visible versions,
     * so that the versions of two lineages never meet in one directory.
     */
    public int nextEpoch(String model) {
        int epoch = 0;
        try {
            Path directory = model(model);
            if (exists(directory)) {
                for (FileStatus entry : directory.getFileSystem().listStatus(directory)) {
                    String name = entry.getPath().getName();
                    if (entry.isDir() && SnapshotVersion.isVersion(name)) {
                        SnapshotVersion version = SnapshotVersion.parse(name);
                        if (version.epoch() > epoch && isVisible(model, version)) {
                            epoch = version.epoch();
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The snapshots of model '" + model + "' in " + root + " cannot be listed.", e);
        }
        return epoch + 1;
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

    private static void replace(Path path, byte[] bytes) throws IOException {
        FileSystem files = path.getFileSystem();
        if (files.isDistributedFS()) {
            write(files, path, bytes);
            return;
        }
        Path whole = new Path(path.getParent(), "." + path.getName() + ".tmp");
        write(files, whole, bytes);
        if (!files.rename(whole, path)) {
            throw new IOException(
                    whole + " could not be renamed to " + path + "; check the directory's rights.");
        }
    }

    private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(path, FileSystem.WriteMode.OVERWRITE)) {
            out.write(bytes);
        }
    }
}
