package io.primacy.pipeline.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.pipeline.fixture.SmallLearner;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingThreadTest {
    private static final long WRITING_NANOS = Duration.ofMillis(300).toNanos();

    @TempDir java.nio.file.Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onceItIsClosedNothingIsWrittenAnyMore(boolean cancelled) throws Exception {
        StagingThread thread = new StagingThread("test", null);
        CountDownLatch writing = new CountDownLatch(1);
        AtomicBoolean written = new AtomicBoolean();
        thread.execute(
                0,
                () -> {
                    writing.countDown();
                    write();
                    written.set(true);
                });
        writing.await();
        if (cancelled) {
            Thread.currentThread().interrupt();
        }

        thread.close();

        assertThat(Thread.interrupted()).isEqualTo(cancelled);
        assertThat(written).isTrue();
    }

    @Test
    void aVersionBeginsNoFileOnceItsThreadIsToStop() throws Exception {
        SnapshotPart.Begin begin =
                new SnapshotPart.Begin("home", 1, 1, true, true, null, 1, null, new long[0]);
        Path place = new Path(directory.toUri());

        try (StagedVersion version =
                new StagedVersion(SmallLearner.standard().config(), begin, place)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(version::finish)
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessageContaining("dense.safetensors");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    /** As a file is written: deaf to interruptions. */
    private static void write() {
        long end = System.nanoTime() + WRITING_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
