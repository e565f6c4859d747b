package io.primacy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.primacy.schema.initial.InitialRows;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.LoadedSnapshot.Embeddings;
import io.primacy.schema.snapshot.LoadedSnapshot.Tensor;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.OnnxSignature;
import io.primacy.schema.snapshot.SnapshotException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both graphs, run by ONNX Runtime, against the network computed layer by layer. */
class ModelsTest {
    private static final String FEATURES =
            "{name: user, dimension: 3}, {name: item, dimension: 2}, {name: age, type: numeric},"
                    + " {name: tags, type: categorical-list, dimension: 3},"
                    + " {name: price, type: numeric}";
    private static final int ROWS = 7;
    private static final long SEED = 5;
    private static final double TOLERANCE = 1e-5;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @CsvSource({
        "shared-bottom, false", "mmoe, false", "ple, false",
        "shared-bottom, true", "mmoe, true", "ple, true"
    })
    void theDenseGraphComputesTheNetwork(String architecture, boolean wide) throws OrtException {
        TestingModel model = TestingModel.random(architecture, wide, FEATURES, SEED);
        int linear = model.linear();
        int width = 8 + 3 * linear;
        float[] vectors = TestingModel.floats(random, ROWS * width);
        float[] numerics = TestingModel.floats(random, ROWS * 2);

        Map<String, float[]> given =
                run(
                        dense(model),
                        Map.of(
                                "vectors", floats(vectors, ROWS, width),
                                "numerics", floats(numerics, ROWS, 2)));

        for (int row = 0; row < ROWS; row++) {
            double[] x = new double[10];
            double[] sums = new double[3];
            int at = row * width;
            int place = 0;
            for (int dimension : new int[] {3, 2, 3}) {
                for (int i = 0; i < dimension; i++) {
                    x[place++] = vectors[at++];
                }
                for (int t = 0; t < linear; t++) {
                    sums[t] += vectors[at++];
                }
            }
            x[8] = numerics[2 * row];
            x[9] = numerics[2 * row + 1];
            assertPredictions(given, row, model.predict(x, sums));
        }
    }

    @ParameterizedTest
    @CsvSource({"shared-bottom, false", "mmoe, true", "ple, true"})
    void theFullGraphLooksIdsUpItself(String architecture, boolean wide) throws OrtException {
        TestingModel model = TestingModel.random(architecture, wide, FEATURES, SEED);
        long[] known = {Long.MIN_VALUE, -77, 3, 1L << 40, Long.MAX_VALUE};
        LoadedSnapshot snapshot = model.snapshot(known, random);
        long[] users = {3, -77, 12345, -1};
        long[] items = {Long.MAX_VALUE, 4, Long.MIN_VALUE, 3};
        long[][] tags = {{3, -77, 99}, {0, 0, 0}, {1L << 40, 0, 0}, {-5, 6, 0}};
        long[] padded = new long[12];
        for (int row = 0; row < 4; row++) {
            System.arraycopy(tags[row], 0, padded, 3 * row, 3);
        }
        float[] numerics = TestingModel.floats(random, 8);

        Map<String, float[]> given =
                run(
                        FullModel.write(snapshot),
                        Map.of(
                                "ids.user", longs(users, 4, 1),
                                "ids.item", longs(items, 4, 1),
                                "ids.tags", longs(padded, 4, 3),
                                "numerics", floats(numerics, 4, 2)));

        for (int row = 0; row < 4; row++) {
            double[] x = new double[10];
            double[] sums = new double[3];
            add(snapshot, 3, new long[] {users[row]}, x, 0, sums);
            add(snapshot, 2, new long[] {items[row]}, x, 3, sums);
            add(snapshot, 3, tags[row], x, 5, sums);
            x[8] = numerics[2 * row];
            x[9] = numerics[2 * row + 1];
            assertPredictions(given, row, model.predict(x, sums));
        }
    }

    /** The mean of the ids' vectors; 0 stands for none. */
    private static void add(
            LoadedSnapshot snapshot, int dimension, long[] ids, double[] x, int at, double[] sums) {
        int linear = snapshot.manifest().network().linearWeights();
        Embeddings rows = snapshot.embeddings().get(dimension + linear);
        InitialRows initial = snapshot.manifest().network().initial().rows();
        int count = 0;
        double[] sum = new double[dimension + linear];
        for (long id : ids) {
            if (id != 0) {
                float[] vector = new float[dimension + linear];
                int offset = rows.offsetOf(id);
                if (offset >= 0) {
                    System.arraycopy(rows.vectors(), offset, vector, 0, vector.length);
                } else {
                    initial.fill(id, dimension, vector, 0);
                }
                for (int i = 0; i < vector.length; i++) {
                    sum[i] += vector[i];
                }
                count++;
            }
        }
        for (int i = 0; i < dimension; i++) {
            x[at + i] = sum[i] / Math.max(1, count);
        }
        for (int t = 0; t < linear; t++) {
            sums[t] += sum[dimension + t] / Math.max(1, count);
        }
    }

    @Test
    void modelsOfOneKindOfInputHaveThatInputOnly() throws OrtException {
        TestingModel ids = TestingModel.random("mmoe", true, "{name: user, dimension: 3}", SEED);
        TestingModel numbers = TestingModel.random("ple", true, "{name: age, type: numeric}", SEED);

        float[] vector = {0.5f, -1, 2, 3, 4, 5};
        assertPredictions(
                run(dense(ids), Map.of("vectors", floats(vector, 1, 6))),
                0,
                ids.predict(new double[] {0.5, -1, 2}, new double[] {3, 4, 5}));
        assertPredictions(
                run(dense(numbers), Map.of("numerics", floats(new float[] {2}, 1, 1))),
                0,
                numbers.predict(new double[] {2}, new double[3]));
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        TestingModel model = TestingModel.random("ple", true, FEATURES, SEED);

        assertThat(dense(model)).isEqualTo(dense(model));
    }

    @Test
    void theGraphHasWhatTheManifestSays() throws OrtException {
        TestingModel model = TestingModel.random("mmoe", true, FEATURES, SEED);
        OnnxSignature signature = Manifest.network(model.config()).onnx();

        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(dense(model))) {
            assertThat(session.getInputNames()).containsExactly("vectors", "numerics");
            assertThat(session.getOutputNames()).containsExactly("like", "count", "stay");
        }
        assertThat(signature.inputs())
                .extracting(OnnxSignature.Port::shape)
                .containsExactly(List.of(-1L, 17L), List.of(-1L, 2L));
        assertThat(signature.outputs())
                .extracting(OnnxSignature.Port::name)
                .containsExactly("like", "count", "stay");
    }

    @Test
    void tensorsThatDoNotFitTheNetworkAreRefused() {
        TestingModel model = TestingModel.random("mmoe", false, FEATURES, SEED);
        Map<String, Tensor> missing = new LinkedHashMap<>(model.dense());
        missing.remove("towers.like.0.bias");
        Map<String, Tensor> misshapen = new LinkedHashMap<>(model.dense());
        misshapen.put("experts.1.0.weight", new Tensor(new long[] {6, 10}, new float[60]));

        assertThatThrownBy(() -> dense(new TestingModel(model.config(), missing)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("'towers.like.0.bias' must be [4]")
                .hasMessageContaining("found none");
        assertThatThrownBy(() -> dense(new TestingModel(model.config(), misshapen)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("'experts.1.0.weight' must be [10, 6]")
                .hasMessageContaining("found [6, 10]");
    }

    private static byte[] dense(TestingModel model) {
        return DenseModel.write(
                Manifest.features(model.config()), Manifest.network(model.config()), model.dense());
    }

    private static void assertPredictions(
            Map<String, float[]> given, int row, double[] predictions) {
        int t = 0;
        for (String task : new String[] {"like", "count", "stay"}) {
            assertThat((double) given.get(task)[row])
                    .as("%s of row %d", task, row)
                    .isCloseTo(
                            predictions[t],
                            within(TOLERANCE * Math.max(1, Math.abs(predictions[t]))));
            t++;
        }
    }

    private static OnnxTensor floats(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
    }

    private static OnnxTensor longs(long[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), shape);
    }

    private static Map<String, float[]> run(byte[] model, Map<String, OnnxTensor> inputs)
            throws OrtException {
        Map<String, float[]> outputs = new HashMap<>();
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model);
                OrtSession.Result result = session.run(inputs)) {
            result.forEach(
                    output -> {
                        FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
                        float[] values = new float[buffer.remaining()];
                        buffer.get(values);
                        outputs.put(output.getKey(), values);
                    });
        }
        inputs.values().forEach(OnnxTensor::close);
        return outputs;
    }
}
