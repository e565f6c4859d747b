package io.primacy.tests.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.SavedModel;
import io.primacy.schema.snapshot.SnapshotReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand models in one subtask, a few of which have most of the traffic; another number in
 * {@code -Dprimacy.models}.
 */
@Tag("long")
class ManyModelsITCase {
    private static final int MODELS = Integer.getInteger("primacy.models", 10_000);
    private static final int BATCH = 16;
    private static final int EVENTS = 16 * MODELS;
    private static final int MORE_EVENTS = 4 * MODELS;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir Path directory;

    @Test
    void allLearnAllArePublishedAndAllComeBack() throws Exception {
        StateJob job = new StateJob(config(), directory, ManyModelsITCase::event, PATIENCE);

        Path first = job.run(null, 1, EVENTS);
        List<SavedModel> models = job.models(first);
        Path second = job.run(first, 1, MORE_EVENTS);
        System.out.printf("%d models restored and running in %s%n", MODELS, job.started());

        assertThat(models).hasSize(MODELS);
        assertThat(models.stream().mapToLong(m -> m.learned() + m.pending()).sum())
                .isEqualTo(EVENTS);
        // The hottest has 4 % of all events, as much as 400 of the coldest together.
        assertThat(models.stream().mapToLong(SavedModel::learned).max().orElse(0))
                .isGreaterThan(EVENTS / 40);
        SnapshotReader published = new SnapshotReader(directory.resolve("snapshots"));
        for (SavedModel model : models) {
            if (model.step() > 0) {
                assertThat(published.latest(model.model())).as(model.model()).isPresent();
            }
        }
        assertThat(models.stream().filter(m -> m.step() > 0).count())
                .isGreaterThan(MODELS * 9L / 10);
        assertThat(job.models(second).stream().mapToLong(m -> m.learned() + m.pending()).sum())
                .isEqualTo(EVENTS + MORE_EVENTS);
    }

    /** Half of the events go round over all models, the rest are of the k-th with weight 1/k. */
    private static String event(long n) {
        SplittableRandom random = new SplittableRandom(n);
        long model =
                n % 2 == 0 ? n / 2 % MODELS : (long) Math.pow(MODELS, random.nextDouble()) % MODELS;
        return SmallTraffic.event(n, 1).replace("scene-0", "scene-" + model);
    }

    private LearnerConfig config() {
        return ConfigReader.parse(
                "many",
                """
                name: many
                events: {topic: events, time: /time, model-key: /scene}
                features:
                  - {name: user, dimension: 8}
                  - {name: item, dimension: 8}
                  - {name: price, type: numeric}
                tasks: [{name: like, priority: 1}, {name: click, priority: 2}]
                model: {experts: 2, expert-layers: [16], tower-layers: [8]}
                batch: {size: %d, max-delay: 2s}
                rows: {memory: 32MiB}
                metrics: {window: 1000, interval: 10s}
                snapshot: {directory: "%s", checkpoint-interval: 10m}
                """
                        .formatted(BATCH, directory.resolve("snapshots").toUri()));
    }
}
