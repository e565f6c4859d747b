package io.primacy.pipeline.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.CheckpointIDCounter;

/** Numbers a job's checkpoints; none is given twice, whoever counts. */
final class FileCheckpointCounter implements CheckpointIDCounter {
    private final Path file;
    private long next = INITIAL_CHECKPOINT_ID;

    FileCheckpointCounter(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void start() throws IOException {
        if (Files.exists(file)) {
            next = Long.parseLong(Files.readString(file).strip());
        }
    }

    @Override
    public synchronized CompletableFuture<Void> shutdown(JobStatus status) {
        try {
            if (status.isGloballyTerminalState()) {
                Files.deleteIfExists(file);
            }
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized long getAndIncrement() throws IOException {
        setCount(next + 1);
        return next - 1;
    }

    @Override
    public synchronized long get() {
        return next;
    }

    @Override
    public synchronized void setCount(long id) throws IOException {
        DurableFile.write(file, Long.toString(id).getBytes(StandardCharsets.UTF_8));
        next = id;
    }
}
