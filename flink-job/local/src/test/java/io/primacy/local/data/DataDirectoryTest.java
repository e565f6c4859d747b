package io.primacy.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir Path root;

    @Test
    void stateThatWasCompletedLastIsGoneOnFrom() throws IOException {
        try (DataDirectory directory = DataDirectory.open(root)) {
            assertThat(directory.latestState()).isEmpty();

            Path savepoint = completed("savepoints/savepoint-aaaaaa-1", 1000);
            assertThat(directory.latestState()).contains(savepoint);

            Path checkpoint = completed("checkpoints/bbbbbbbbbbbb/chk-3", 2000);
            Files.createDirectories(root.resolve("checkpoints/bbbbbbbbbbbb/chk-4"));
            assertThat(directory.latestState()).contains(checkpoint);
        }
    }

    @Test
    void checkpointOfAJobThatWroteItsSavepointDoesNotCount() throws IOException {
        try (DataDirectory directory = DataDirectory.open(root)) {
            Path savepoint = completed("savepoints/savepoint-aaaaaa-1", 1000);
            completed("checkpoints/aaaaaabbbbbb/chk-9", 2000);

            assertThat(directory.latestState()).contains(savepoint);
        }
    }

    @Test
    void directoryInUseIsRefused() {
        try (DataDirectory directory = DataDirectory.open(root)) {
            assertThat(directory.isTemporary()).isFalse();
            assertThatThrownBy(() -> DataDirectory.open(root))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.isRefused()).isTrue())
                    .hasMessageContaining("in use by another run");
        }

        DataDirectory.open(root).close();
    }

    @Test
    void ofATemporaryDirectoryOnlySnapshotsAndLogsStay() throws IOException {
        Path path;
        try (DataDirectory directory = DataDirectory.temporary()) {
            path = directory.root();
            for (String name : new String[] {"kafka", "checkpoints", "snapshots", "logs"}) {
                Files.createDirectories(path.resolve(name));
            }
        }

        assertThat(path)
                .isDirectoryContaining("glob:**snapshots")
                .isDirectoryContaining("glob:**logs");
        assertThat(path).isDirectoryNotContaining("glob:**kafka");
        Files.delete(path.resolve("snapshots"));
        Files.delete(path.resolve("logs"));
        Files.delete(path);
    }

    @Test
    void originIsKeptAndAnotherLearnerOrBrokerIsRefused() {
        try (DataDirectory directory = DataDirectory.open(root)) {
            assertThat(Origin.read(directory)).isNull();
            Origin origin = new Origin("a", "g", Origin.EMBEDDED, Map.of("t-0", 5L));
            origin.write(directory);

            Origin read = Origin.read(directory);

            assertThat(read).isEqualTo(origin);
            assertThat(read.offset("t", 0)).isEqualTo(5);
            assertThat(read.offset("t", 1)).isZero();
            assertThatThrownBy(() -> read.require(directory, "b", Origin.EMBEDDED))
                    .hasMessageContaining("belongs to learner 'a'");
            assertThatThrownBy(() -> read.require(directory, "a", "kafka:9092"))
                    .hasMessageContaining("this run uses kafka:9092");
        }
    }

    private Path completed(String name, long millis) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name));
        Path metadata = Files.writeString(directory.resolve("_metadata"), "");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
        return directory;
    }
}
