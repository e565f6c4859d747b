package io.primacy.pipeline.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.pipeline.publish.Publication;
import io.primacy.pipeline.publish.SnapshotDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AwaitStagedTest {
    private static final byte[] MANIFEST = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir Path root;

    @Test
    @Timeout(60)
    void aVersionThatIsNeverStagedFailsTheTaskInTime() throws Exception {
        try (var harness = harness(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> harness.processElement(message(staging("t"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Version 1-000007 of model 'home'")
                    .hasMessageContaining("within PT0.3S")
                    .hasMessageContaining("staged-t.json");
        }
    }

    @Test
    @Timeout(60)
    void aVersionThatIsStagedLaterIsPublished() throws Exception {
        Staging staging = staging("later");
        SnapshotDirectory directory = new SnapshotDirectory(root.toUri().toString());
        try (var harness = harness(Duration.ofMinutes(1))) {
            CompletableFuture<Void> stager =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    directory.stage(
                                            staging.model(),
                                            staging.version(),
                                            staging.file(),
                                            MANIFEST);
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });

            harness.processElement(message(staging));

            stager.get();
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            CommittableWithLineage.class,
                            one ->
                                    assertThat(one.getCommittable())
                                            .isEqualTo(
                                                    new Publication(
                                                            "home", "1-000007", 3, 99, MANIFEST)));
            assertThat(directory.takeStaged("home", "1-000007", staging.file())).isEmpty();
        }
    }

    private OneInputStreamOperatorTestHarness<
                    CommittableMessage<Staging>, CommittableMessage<Publication>>
            harness(Duration limit) throws Exception {
        var harness =
                new OneInputStreamOperatorTestHarness<>(
                        new AwaitStaged(root.toUri().toString(), limit));
        harness.open();
        return harness;
    }

    private static Staging staging(String token) {
        return new Staging("home", "1-000007", 3, 99, token);
    }

    private static StreamRecord<CommittableMessage<Staging>> message(Staging staging) {
        return new StreamRecord<>(new CommittableWithLineage<>(staging, 3L, 0));
    }
}
