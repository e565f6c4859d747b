package io.primacy.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.serving.Scorer;
import io.primacy.serving.feature.Features;
import io.primacy.tests.state.CountedEvents;
import io.primacy.tests.state.StateJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A base and two deltas that the job itself published, one after each batch: they are the model of
 * a learner that learned the same batches, and every reader predicts what that learner does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeltasITCase {
    private static final String MODEL = "default";
    private static final SnapshotVersion LAST = new SnapshotVersion(3, 1);

    @TempDir private static Path root;

    private ScoredStream stream;
    private TrainedModel whole;
    private Path published;

    @BeforeAll
    void publish() throws Exception {
        Assumptions.assumeTrue(System.getProperty("primacy.events") == null, "simulated events");
        stream = new ScoredStream(Architecture.PLE, true);
        whole = new TrainedModel(stream.config());
        whole.learnAndPublish(stream.examples(), root.resolve("whole"));
        published = root.resolve("published");
        StateJob job = new StateJob(config(), root.resolve("job"), events());
        int batch = stream.config().batch().size();
        Path savepoint = null;
        for (int learned = batch; learned < stream.examples().size(); learned += batch) {
            savepoint = job.run(savepoint, 1, batch);
        }
        SnapshotReader reader = new SnapshotReader(published);
        assertThat(reader.latest(MODEL)).contains(LAST);
        assertThat(reader.chain(MODEL, LAST))
                .containsExactly(new SnapshotVersion(1, 1), new SnapshotVersion(2, 1), LAST);
        assertThat(reader.manifest(MODEL, LAST).kind()).isEqualTo("delta");
    }

    @Test
    void theyAreTheWholeModelBitForBit() throws Exception {
        LoadedSnapshot deltas = new SnapshotReader(published).load(MODEL, LAST);
        LoadedSnapshot expected =
                new SnapshotReader(root.resolve("whole")).load(MODEL, new SnapshotVersion(1, 1));

        assertThat(deltas.dense().keySet()).isEqualTo(expected.dense().keySet());
        expected.dense()
                .forEach(
                        (name, tensor) ->
                                assertThat(deltas.dense().get(name).values())
                                        .as(name)
                                        .isEqualTo(tensor.values()));
        assertThat(deltas.embeddings().keySet()).isEqualTo(expected.embeddings().keySet());
        expected.embeddings()
                .forEach(
                        (width, rows) -> {
                            LoadedSnapshot.Embeddings found = deltas.embeddings().get(width);
                            assertThat(found.ids()).isEqualTo(rows.ids());
                            assertThat(found.vectors()).isEqualTo(rows.vectors());
                        });
    }

    @Test
    void theLibraryAndOnnxRuntimePredictWhatTheLearnerDoes() throws Exception {
        List<Features> events = stream.scored().stream().map(Features::json).toList();
        LoadedSnapshot snapshot = new SnapshotReader(published).load(MODEL, LAST);
        int size = stream.examples().size();
        List<Example> scored = stream.examples().subList(size - events.size(), size);

        try (Scorer scorer = Scorer.open(published.toUri(), MODEL, "latest")) {
            Agreement.assertAgree(
                    "scorer, deltas", whole.predictions(), scorer.score(events).values());
        }
        Agreement.assertAgree(
                "ONNX Runtime, deltas",
                whole.predictions(),
                FullGraph.score(snapshot, stream.config(), scored));
    }

    @Test
    void thePythonExamplePredictsWhatTheLearnerDoes() throws Exception {
        Assumptions.assumeTrue(
                PythonExample.canRun(),
                "a python3 with numpy, onnxruntime, safetensors and xxhash");
        List<String> tasks = stream.config().tasks().stream().map(TaskConfig::name).toList();
        Path version = new SnapshotReader(published).path(MODEL, LAST);

        float[] python = PythonExample.score(version, stream.scored(), tasks, root);

        Agreement.assertAgree("Python, deltas", whole.predictions(), python);
    }

    private CountedEvents.Events events() {
        ArrayList<String> texts = new ArrayList<>();
        stream.events().forEach(event -> texts.add(new String(event, StandardCharsets.UTF_8)));
        return n -> texts.get((int) n);
    }

    private LearnerConfig config() {
        LearnerConfig c = stream.config();
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                c.model(),
                c.optimizer(),
                c.batch(),
                c.constraint(),
                c.rows(),
                c.metrics(),
                c.snapshot().in(published.toUri().toString()),
                c.seed());
    }
}
