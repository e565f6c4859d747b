package io.primacy.tests.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.SavedModel;
import io.primacy.schema.snapshot.SnapshotReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One job's models on one, two, three and again one subtask. */
class RescaleITCase {
    private static final int MODELS = 12;
    private static final int BATCH = 8;

    @TempDir Path directory;

    @Test
    void nothingIsLostAndNothingCountedTwiceFromOneToTwoToThreeToOneSubtask() throws Exception {
        StateJob rescaled = job("rescaled");
        Path savepoint = rescaled.run(null, 1, 1_003);
        savepoint = rescaled.run(savepoint, 2, 1_506);
        savepoint = rescaled.run(savepoint, 3, 2_009);
        savepoint = rescaled.run(savepoint, 1, 805);
        StateJob undisturbed = job("undisturbed");

        List<SavedModel> models = rescaled.models(savepoint);
        List<SavedModel> expected = undisturbed.models(undisturbed.run(null, 1, 5_323));

        assertThat(models).hasSize(MODELS);
        assertThat(models.stream().mapToLong(m -> m.learned() + m.pending()).sum())
                .isEqualTo(5_323);
        assertThat(models)
                .allSatisfy(
                        m -> {
                            assertThat(m.learned()).isEqualTo(BATCH * m.step());
                            assertThat(m.skippedBatches()).isZero();
                        });
        assertThat(models)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
                        "lastVersion", "unpublished")
                .isEqualTo(expected);
        SnapshotReader published =
                new SnapshotReader(directory.resolve("rescaled").resolve("snapshots"));
        for (SavedModel model : models) {
            assertThat(published.latest(model.model()))
                    .hasValueSatisfying(
                            v -> assertThat(v.toString()).isEqualTo(model.lastVersion()));
        }
    }

    private StateJob job(String name) {
        Path own = directory.resolve(name);
        LearnerConfig config =
                ConfigReader.parse(
                        name,
                        """
                        name: rescaled
                        events: {topic: events, time: /time, model-key: /scene}
                        features:
                          - {name: user, dimension: 4}
                          - {name: item, dimension: 8}
                          - {name: price, type: numeric}
                        tasks: [{name: like, priority: 1}, {name: click, priority: 2}]
                        model: {experts: 2, expert-layers: [8], tower-layers: [4]}
                        batch: {size: %d, max-delay: off}
                        rows: {memory: 1MiB, min-count: 2, ttl: 2s, admission-memory: 1KiB}
                        snapshot: {directory: "%s", checkpoint-interval: 1s}
                        """
                                .formatted(BATCH, own.resolve("snapshots").toUri()));
        return new StateJob(config, own, n -> SmallTraffic.event(n, MODELS));
    }
}
