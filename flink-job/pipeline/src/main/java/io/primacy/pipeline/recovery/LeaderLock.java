package io.primacy.pipeline.recovery;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.flink.runtime.leaderelection.LeaderElectionDriver;
import org.apache.flink.runtime.leaderelection.LeaderInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads as long as it holds the lock on a file, which the operating system takes from a process
 * that dies; who comes second waits. Every leader has a session id of its own, by which Flink's
 * parts tell messages of an earlier one.
 */
final class LeaderLock implements LeaderElectionDriver {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLock.class);

    private final Path directory;
    private final Listener listener;
    private final FileChannel channel;
    private volatile FileLock lock;

    private LeaderLock(Path directory, Listener listener) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.listener = listener;
        this.channel =
                FileChannel.open(
                        directory.resolve("leader.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
    }

    /** Begins to wait for the lock of a directory, and tells {@code listener} when it has it. */
    static LeaderLock await(Path directory, Listener listener) throws IOException {
        LeaderLock leader = new LeaderLock(directory, listener);
        Thread thread = new Thread(leader::take, "leader-lock");
        thread.setDaemon(true);
        thread.start();
        return leader;
    }

    private void take() {
        try {
            lock = channel.lock();
            LOG.info("This job manager leads: it holds the lock in {}.", directory);
            listener.onGrantLeadership(UUID.randomUUID());
        } catch (ClosedChannelException e) {
            LOG.info("Stopped waiting for the lock in {}.", directory);
        } catch (IOException | RuntimeException e) {
            listener.onError(e);
        }
    }

    @Override
    public boolean hasLeadership() {
        FileLock held = lock;
        return held != null && held.isValid();
    }

    @Override
    public void publishLeaderInformation(String component, LeaderInformation leader) {
        try {
            if (leader.isEmpty()) {
                new LeaderFile(directory, component).delete();
            } else {
                new LeaderFile(directory, component).write(leader);
            }
        } catch (IOException e) {
            listener.onError(e);
        }
    }

    @Override
    public void deleteLeaderInformation(String component) {
        publishLeaderInformation(component, LeaderInformation.empty());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
