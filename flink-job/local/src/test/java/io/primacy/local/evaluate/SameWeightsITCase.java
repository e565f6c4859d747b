package io.primacy.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.Model;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowGroup;
import io.primacy.local.data.DataDirectory;
import io.primacy.local.session.LearningSession;
import io.primacy.local.session.SessionOptions;
import io.primacy.ops.replay.EventFile;
import io.primacy.ops.replay.Replay;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same config over the same events: through Kafka and Flink, and through an evaluation. */
class SameWeightsITCase {
    private static final int EVENTS = 3_000;

    @TempDir Path directory;

    @Test
    void kafkaAndFlinkWithOnePartitionLearnTheSameBitsAsAnEvaluation() throws IOException {
        Path file = TestingStream.write(directory, TestingStream.rows(EVENTS, 11));
        LearnerConfig config = TestingStream.config();

        LoadedSnapshot published = published(config, file);

        EventSet events = EventSet.read(file, config, share -> {});
        Variant variant = Variant.of(config, false, EVENTS).get(0);
        Windows windows = Windows.from(0.5, EVENTS, Evaluator.WINDOW);
        AtomicInteger models = new AtomicInteger();
        new Pass(variant, config.seed(), events, windows, new AtomicLong())
                .run(
                        (learner, model) -> {
                            models.incrementAndGet();
                            assertSame(published, learner, model);
                        });
        assertThat(models).hasValue(1);
        assertThat(published.manifest().learned()).isEqualTo(EVENTS);
    }

    private LoadedSnapshot published(LearnerConfig config, Path file) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                LearningSession session =
                        LearningSession.start(data, config, SessionOptions.DEFAULT);
                EventFile source = EventFile.open(file)) {
            session.feed(source, Replay.Limits.NONE);
            session.run(Duration.ofSeconds(1), () -> false, progress -> {});
            SnapshotReader reader = new SnapshotReader(directory.resolve("data/snapshots"));
            return reader.load("default", reader.latest("default").orElseThrow());
        }
    }

    private static void assertSame(
            LoadedSnapshot published, PrimalDualLearner learner, Model model) {
        for (NamedTensor tensor : learner.servingWeights(model)) {
            assertThat(published.dense().get(tensor.name()).values())
                    .as(tensor.name())
                    .isEqualTo(tensor.values());
        }
        LoadedSnapshot.Embeddings rows = published.embeddings().get(4);
        assertThat(rows.ids()).hasSize(40 + 60);
        RowGroup group = model.rows().group(0);
        int stage = group.layout().stages() - 1;
        for (long id : rows.ids()) {
            int slot = group.slot(id);
            int at = group.offset(slot) + group.layout().embedding(stage);
            assertThat(Arrays.copyOfRange(group.page(slot), at, at + 4))
                    .isEqualTo(
                            Arrays.copyOfRange(
                                    rows.vectors(), rows.offsetOf(id), rows.offsetOf(id) + 4));
        }
    }
}
