package io.primacy.pipeline.publish;

import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.alias.ModelFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * A model's directory on any of Flink's file systems. Files appear whole: on a local file system by
 * renaming a temporary file, on the others, object stores above all, by overwriting.
 */
final class FlinkModelFiles implements ModelFiles {
    private final Path directory;

    FlinkModelFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<byte[]> read(String path, int largest) throws IOException {
        Path file = new Path(directory, path);
        FileSystem files = file.getFileSystem();
        try {
            long size = files.getFileStatus(file).getLen();
            if (size > largest) {
                throw new SnapshotException(
                        file + ": must have at most " + largest + " bytes, found " + size + ".");
            }
            try (FSDataInputStream in = files.open(file)) {
                return Optional.of(in.readNBytes(largest));
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        Path file = new Path(directory, path);
        FileSystem files = file.getFileSystem();
        if (files.isDistributedFS()) {
            write(files, file, bytes);
            return;
        }
        Path whole = new Path(file.getParent(), "." + file.getName() + ".tmp");
        write(files, whole, bytes);
        // Not by Flink's rename, which removes a file before it puts another in its place: for that
        // moment a reader would find no LATEST, or a visible version gone.
        Files.move(local(whole), local(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private static java.nio.file.Path local(Path path) {
        return LocalFileSystem.getSharedInstance().pathToFile(path).toPath();
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = new Path(directory, path);
        FileSystem files = file.getFileSystem();
        if (files.exists(file)) {
            files.delete(file, false);
        }
    }

    @Override
    public List<String> list(String path) throws IOException {
        Path listed = new Path(directory, path);
        FileSystem files = listed.getFileSystem();
        if (!files.exists(listed)) {
            return List.of();
        }
        return Stream.of(files.listStatus(listed))
                .filter(entry -> !entry.isDir())
                .map(FileStatus::getPath)
                .map(Path::getName)
                .sorted()
                .toList();
    }

    private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(path, FileSystem.WriteMode.OVERWRITE)) {
            out.write(bytes);
            if (!files.isDistributedFS()) {
                out.sync();
            }
        }
    }
}
