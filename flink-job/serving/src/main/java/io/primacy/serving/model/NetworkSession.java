package io.primacy.serving.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.primacy.schema.snapshot.OnnxSignature;
import io.primacy.schema.snapshot.OnnxSignature.Port;
import io.primacy.schema.snapshot.SnapshotException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A version's network in ONNX Runtime. Thread-safe; owns native memory. */
final class NetworkSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OnnxSignature signature;
    private final Set<String> outputs;

    /**
     * @param source what to call the model in messages
     * @param model an ONNX file's bytes
     * @param signature what it must take and give
     * @param threads of one run
     * @throws SnapshotException if it is not a model, or takes or gives something else
     */
    NetworkSession(String source, byte[] model, OnnxSignature signature, int threads) {
        this.signature = signature;
        environment = OrtEnvironment.getEnvironment();
        outputs = new LinkedHashSet<>(signature.outputs().stream().map(Port::name).toList());
        OrtSession opened = null;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            opened = environment.createSession(model, options);
            check(source, opened.getInputInfo(), signature.inputs());
            check(source, opened.getOutputInfo(), signature.outputs());
        } catch (OrtException e) {
            close(opened);
            throw new SnapshotException(
                    source + ": ONNX Runtime does not take it: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            close(opened);
            throw e;
        }
        session = opened;
    }

    private static void check(String source, Map<String, NodeInfo> found, List<Port> wanted) {
        for (Port port : wanted) {
            NodeInfo node = found.get(port.name());
            boolean fits =
                    node != null
                            && node.getInfo() instanceof TensorInfo info
                            && info.type == OnnxJavaType.FLOAT
                            && fits(port.shape(), info.getShape());
            if (!fits || found.size() != wanted.size()) {
                throw new SnapshotException(
                        source
                                + ": must have the inputs and outputs of the manifest, "
                                + wanted
                                + "; found "
                                + found.values().stream().map(NodeInfo::toString).toList()
                                + ".");
            }
        }
    }

    private static boolean fits(List<Long> wanted, long[] found) {
        return found.length == wanted.size()
                && found[0] == OnnxSignature.ANY
                && found[1] == wanted.get(1);
    }

    /**
     * Computes the predictions.
     *
     * @param vectors [rows × columns], unread if the network takes none
     * @param numerics likewise
     * @param into receives [rows × tasks], row-major, from {@code at}
     */
    void run(FloatBuffer vectors, FloatBuffer numerics, int rows, float[] into, int at)
            throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (Port port : signature.inputs()) {
                FloatBuffer values = port.name().equals(OnnxSignature.VECTORS) ? vectors : numerics;
                long[] shape = {rows, port.shape().get(1)};
                values.clear().limit(Math.toIntExact(rows * shape[1]));
                inputs.put(port.name(), OnnxTensor.createTensor(environment, values, shape));
            }
            try (OrtSession.Result result = session.run(inputs, outputs)) {
                read(result, rows, into, at);
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private void read(OrtSession.Result result, int rows, float[] into, int at) {
        int tasks = outputs.size();
        for (int t = 0; t < tasks; t++) {
            OnnxValue value = result.get(t);
            FloatBuffer predictions = ((OnnxTensor) value).getFloatBuffer();
            for (int row = 0; row < rows; row++) {
                into[at + row * tasks + t] = predictions.get(row);
            }
        }
    }

    @Override
    public void close() {
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("A session that is open can be closed.", e);
        }
    }
}
