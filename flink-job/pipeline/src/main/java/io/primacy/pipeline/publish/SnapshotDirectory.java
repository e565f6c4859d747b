package io.primacy.pipeline.publish;

import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.ModelFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * The snapshot directory on any of Flink's file systems. A version is visible from the moment its
 * manifest exists; what has none is a stage that was never committed.
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
        files(model).replace(version + "/" + SnapshotLayout.MANIFEST, manifest);
    }

    /** The model's aliases. */
    public Aliases aliases(String model) {
        return new Aliases(files(model));
    }

    /** The small files of the model's directory. */
    ModelFiles files(String model) {
        return new FlinkModelFiles(model(model));
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
}
