package io.primacy.pipeline.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.leaderelection.LeaderInformation;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalDriver;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalEventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where to reach one part of the leader: its session's id in the first line, then its address. */
final class LeaderFile {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderFile.class);
    private static final long POLL_MILLIS = 500;

    private final Path file;

    LeaderFile(Path directory, String component) {
        this.file = directory.resolve("leader").resolve(component);
    }

    void write(LeaderInformation leader) throws IOException {
        String text = leader.getLeaderSessionID() + "\n" + leader.getLeaderAddress() + "\n";
        DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** What it says; empty while there is none. */
    LeaderInformation read() throws IOException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return LeaderInformation.known(UUID.fromString(lines.get(0)), lines.get(1));
        } catch (NoSuchFileException e) {
            return LeaderInformation.empty();
        }
    }

    /** Tells of every leader, also of the one there is now. */
    LeaderRetrievalDriver follow(
            ScheduledExecutorService executor, LeaderRetrievalEventHandler handler) {
        Future<?> watch =
                executor.scheduleWithFixedDelay(
                        () -> tell(handler), 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return () -> watch.cancel(false);
    }

    private void tell(LeaderRetrievalEventHandler handler) {
        try {
            // Flink itself ignores what it has heard before.
            handler.notifyLeaderAddress(read());
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read; it is tried again in {} ms.", file, POLL_MILLIS, e);
        }
    }
}
