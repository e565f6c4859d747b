package io.primacy.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.serving.Scorer;
import io.primacy.serving.feature.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learner = library = ONNX Runtime = Python, for every network. */
class AgreementITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path root;

    @ParameterizedTest
    @CsvSource({
        "SHARED_BOTTOM, false", "MMOE, false", "PLE, false",
        "SHARED_BOTTOM, true", "MMOE, true", "PLE, true"
    })
    void everyReaderPredictsWhatTheLearnerDoes(Architecture architecture, boolean wide)
            throws Exception {
        ScoredStream stream = new ScoredStream(architecture, wide);
        TrainedModel model = new TrainedModel(stream.config());
        model.learnAndPublish(stream.examples(), root);
        float[] learner = model.predictions();
        List<Features> events = stream.scored().stream().map(Features::json).toList();
        List<Features> named = new ArrayList<>();
        for (byte[] event : stream.scored()) {
            named.add(Features.of(byName(stream, event)));
        }

        try (Scorer scorer = Scorer.open(root.toUri(), "default", "latest")) {
            Agreement.assertAgree("scorer, events", learner, scorer.score(events).values());
            Agreement.assertAgree("scorer, by name", learner, scorer.score(named).values());
        }
        LoadedSnapshot snapshot =
                new SnapshotReader(root).load("default", new SnapshotVersion(1, 1));
        int scored = stream.scored().size();
        List<Example> examples =
                stream.examples()
                        .subList(stream.examples().size() - scored, stream.examples().size());
        float[] full = FullGraph.score(snapshot, stream.config(), examples);
        Agreement.assertAgree("ONNX Runtime, ids", learner, full);
    }

    @ParameterizedTest
    @CsvSource({
        "SHARED_BOTTOM, false", "MMOE, false", "PLE, false",
        "SHARED_BOTTOM, true", "MMOE, true", "PLE, true"
    })
    void thePythonExamplePredictsWhatTheLearnerDoes(Architecture architecture, boolean wide)
            throws Exception {
        assumeThat(PythonExample.canRun())
                .as("a python3 with numpy, onnxruntime, safetensors and xxhash")
                .isTrue();
        ScoredStream stream = new ScoredStream(architecture, wide);
        TrainedModel model = new TrainedModel(stream.config());
        Path version = model.learnAndPublish(stream.examples(), root);

        List<String> tasks = stream.config().tasks().stream().map(TaskConfig::name).toList();
        float[] python = PythonExample.score(version, stream.scored(), tasks, root);

        Agreement.assertAgree("Python", model.predictions(), python);
    }

    @Test
    void theTwelveLinesOfThePagePredictWhatTheLearnerDoes() throws Exception {
        assumeThat(PythonExample.canRun())
                .as("a python3 with numpy, onnxruntime, safetensors and xxhash")
                .isTrue();
        assumeThat(System.getProperty("primacy.events")).as("real events").isNull();
        ScoredStream stream = new ScoredStream(Architecture.PLE, false);
        TrainedModel model = new TrainedModel(stream.config());
        Path version = model.learnAndPublish(stream.examples(), root);
        LoadedSnapshot snapshot =
                new SnapshotReader(root).load("default", new SnapshotVersion(1, 1));
        int first = stream.examples().size() - stream.scored().size();
        int row = 0;
        while (!isLearned(snapshot, stream, stream.examples().get(first + row))) {
            row++;
        }
        Map<String, Object> values = byName(stream, stream.scored().get(row));
        values.replaceAll((name, value) -> String.valueOf(value));
        float[] numerics = stream.examples().get(first + row).numerics();
        for (int n = 0; n < numerics.length; n++) {
            values.put(stream.config().numeric().get(n).name(), numerics[n]);
        }

        String printed = PythonExample.twelveLines(version, values, root);

        Map<String, Double> predictions =
                JSON.readValue(printed.replace('\'', '"'), new TypeReference<>() {});
        for (int t = 0; t < stream.config().tasks().size(); t++) {
            int at = row * stream.config().tasks().size() + t;
            assertThat(predictions.get(stream.config().tasks().get(t).name()))
                    .isCloseTo(
                            (double) model.predictions()[at], within((double) Agreement.TOLERANCE));
        }
    }

    private static boolean isLearned(LoadedSnapshot snapshot, ScoredStream stream, Example event) {
        for (int f = 0; f < event.ends().length; f++) {
            int dimension = stream.config().categorical().get(f).dimension();
            if (snapshot.embeddings().get(dimension).offsetOf(event.ids()[f]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Object> byName(ScoredStream stream, byte[] event)
            throws IOException {
        Map<String, Object> fields = JSON.readValue(event, new TypeReference<>() {});
        Map<String, Object> values = new HashMap<>();
        stream.config()
                .features()
                .forEach(f -> values.put(f.name(), fields.get(f.path().substring(1))));
        return values;
    }
}
