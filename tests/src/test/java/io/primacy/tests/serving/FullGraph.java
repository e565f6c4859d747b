package io.primacy.tests.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.primacy.onnx.FullModel;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.snapshot.LoadedSnapshot;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime alone, on the file that holds the tables. */
final class FullGraph {
    private FullGraph() {}

    /** [examples × tasks], row-major. */
    static float[] score(LoadedSnapshot snapshot, LearnerConfig config, List<Example> examples)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = inputs(environment, config, examples);
        int tasks = config.tasks().size();
        float[] predictions = new float[examples.size() * tasks];
        try (OrtSession session = environment.createSession(FullModel.write(snapshot));
                OrtSession.Result result = session.run(inputs)) {
            for (int t = 0; t < tasks; t++) {
                OnnxTensor output =
                        (OnnxTensor) result.get(config.tasks().get(t).name()).orElseThrow();
                FloatBuffer values = output.getFloatBuffer();
                for (int row = 0; row < examples.size(); row++) {
                    predictions[row * tasks + t] = values.get(row);
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        return predictions;
    }

    private static Map<String, OnnxTensor> inputs(
            OrtEnvironment environment, LearnerConfig config, List<Example> examples)
            throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (int f = 0; f < config.categorical().size(); f++) {
            FeatureConfig feature = config.categorical().get(f);
            int most = 1;
            for (Example e : examples) {
                most = Math.max(most, e.ends()[f] - begin(e, f));
            }
            LongBuffer ids = LongBuffer.allocate(examples.size() * most);
            for (int row = 0; row < examples.size(); row++) {
                Example e = examples.get(row);
                ids.put(row * most, e.ids(), begin(e, f), e.ends()[f] - begin(e, f));
            }
            long[] shape = {examples.size(), most};
            inputs.put("ids." + feature.name(), OnnxTensor.createTensor(environment, ids, shape));
        }
        int numerics = config.numeric().size();
        FloatBuffer numbers = FloatBuffer.allocate(examples.size() * numerics);
        examples.forEach(e -> numbers.put(e.numerics()));
        long[] shape = {examples.size(), numerics};
        inputs.put("numerics", OnnxTensor.createTensor(environment, numbers.flip(), shape));
        return inputs;
    }

    private static int begin(Example e, int feature) {
        return feature == 0 ? 0 : e.ends()[feature - 1];
    }
}
