package io.primacy.benchmark.score;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * ONNX Runtime alone: the same graph, with inputs that are already there, on the same number of
 * threads; what remains is running it and reading what it gives.
 */
final class BareRuntime implements AutoCloseable {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final float[] predictions;

    /**
     * @param columns of each input
     */
    BareRuntime(Path model, Map<String, Long> columns, int candidates) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(Files.readAllBytes(model), options);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (Map.Entry<String, Long> input : columns.entrySet()) {
            int size = Math.toIntExact(candidates * input.getValue());
            FloatBuffer buffer =
                    ByteBuffer.allocateDirect(Float.BYTES * size)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
            for (int i = 0; i < size; i++) {
                buffer.put(i, (float) random.nextDouble(-0.1, 0.1));
            }
            long[] shape = {candidates, input.getValue()};
            inputs.put(input.getKey(), OnnxTensor.createTensor(environment, buffer, shape));
        }
        predictions = new float[candidates];
    }

    /** Runs the graph once; the sum of its predictions, so that nothing is left out. */
    double run() throws OrtException {
        double sum = 0;
        try (OrtSession.Result result = session.run(inputs)) {
            for (int t = 0; t < result.size(); t++) {
                ((OnnxTensor) result.get(t)).getFloatBuffer().get(predictions);
                sum += predictions[0];
            }
        }
        return sum;
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}
