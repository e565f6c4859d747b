package io.primacy.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.snapshot.SnapshotVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDirectoryTest {
    private static final SnapshotVersion VERSION = new SnapshotVersion(1, 7);
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir Path root;
    private SnapshotDirectory directory;
    private Path manifest;

    @BeforeEach
    void publish() throws Exception {
        directory = new SnapshotDirectory(root.toUri().toString());
        directory.makeVisible("home", VERSION, bytes("first"));
        manifest = root.resolve("home/1-000007/manifest.json");
        Files.setLastModifiedTime(manifest, LONG_AGO);
    }

    @Test
    void whatIsVisibleIsNotWrittenAgain() throws Exception {
        directory.makeVisible("home", VERSION, bytes("first"));

        assertThat(Files.getLastModifiedTime(manifest)).isEqualTo(LONG_AGO);
        assertThat(manifest).hasContent("first");
    }

    @Test
    void whatIsVisibleWithOtherBytesIsReplaced() throws Exception {
        directory.makeVisible("home", VERSION, bytes("other"));

        assertThat(manifest).hasContent("other");
        assertThat(directory.isVisible("home", VERSION)).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
