package io.primacy.serving.model;

import ai.onnxruntime.OrtException;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.serving.feature.Features;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One version, ready to score. Thread-safe. Lives as long as somebody uses it: whoever got {@code
 * true} from {@link #acquire} calls {@link #release} once, and whoever made it does so, too.
 */
public final class ServedModel {
    private static final int MOST_ROWS = 1024;
    private static final int MOST_FLOATS = 1 << 22;

    private final Manifest manifest;
    private final InputEncoder encoder;
    private final NetworkSession session;
    private final int rowsPerRun;
    private final Queue<Scratch> scratches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger users = new AtomicInteger(1);
    private final Runnable unused;
    private volatile int mostRows = 1;

    /**
     * @param snapshot the version, verified
     * @param session its network
     * @param unused called once when nobody uses it any more; must see to {@link #free}
     */
    ServedModel(LoadedSnapshot snapshot, NetworkSession session, Consumer<ServedModel> unused) {
        manifest = snapshot.manifest();
        encoder = new InputEncoder(snapshot);
        this.session = session;
        int width = Math.max(1, Math.max(encoder.width(), encoder.numerics()));
        rowsPerRun = Math.max(1, Math.min(MOST_ROWS, MOST_FLOATS / width));
        this.unused = () -> unused.accept(this);
    }

    /** What the version is. */
    public Manifest manifest() {
        return manifest;
    }

    /** Number of tasks. */
    public int tasks() {
        return manifest.network().outputs().size();
    }

    /**
     * Scores candidates.
     *
     * @return [candidates × tasks], row-major
     * @throws io.primacy.serving.feature.FeatureException if one cannot be encoded
     */
    public float[] score(List<Features> candidates) {
        float[] predictions = new float[Math.multiplyExact(candidates.size(), tasks())];
        Scratch scratch = scratches.poll();
        if (scratch == null) {
            scratch = new Scratch();
        }
        for (int from = 0; from < candidates.size(); from += rowsPerRun) {
            int to = Math.min(candidates.size(), from + rowsPerRun);
            scratch.ensure(to - from);
            if (to - from > mostRows) {
                mostRows = to - from;
            }
            encoder.encode(candidates, from, to, scratch.vectors, scratch.numerics);
            run(scratch, to - from, predictions, from * tasks());
        }
        scratches.add(scratch);
        return predictions;
    }

    private void run(Scratch scratch, int rows, float[] into, int at) {
        scratch.upload(rows);
        try {
            session.run(scratch.nativeVectors, scratch.nativeNumerics, rows, into, at);
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "Version "
                            + manifest.version()
                            + " of model '"
                            + manifest.model()
                            + "' was loaded and cannot be run: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Rows of the largest run so far; 1 if there was none. */
    int mostRows() {
        return mostRows;
    }

    /**
     * Runs candidates of which nothing is known, so that the first request finds memory set aside,
     * here and in ONNX Runtime, which plans it anew for every number of rows.
     *
     * @param rows how many; as many as requests have
     * @throws SnapshotException if a prediction is not finite
     */
    void warmUp(int rows) {
        float[] predictions = score(Collections.nCopies(rows, Features.of(Map.of())));
        for (int t = 0; t < tasks(); t++) {
            if (!Float.isFinite(predictions[t])) {
                throw new SnapshotException(
                        "Version "
                                + manifest.version()
                                + " of model '"
                                + manifest.model()
                                + "' must give finite predictions, found "
                                + predictions[t]
                                + " for task '"
                                + manifest.network().outputs().get(t).task()
                                + "'.");
            }
        }
    }

    /** Takes the model into use; {@code false} if it is no longer there. */
    public boolean acquire() {
        int count = users.get();
        while (count > 0) {
            if (users.compareAndSet(count, count + 1)) {
                return true;
            }
            count = users.get();
        }
        return false;
    }

    /** Gives it back. */
    public void release() {
        if (users.decrementAndGet() == 0) {
            unused.run();
        }
    }

    /** Frees native memory; nobody may use the model any more. */
    public void free() {
        session.close();
    }

    /** Memory of one request at a time; grows to the largest run. */
    private final class Scratch {
        float[] vectors = {};
        float[] numerics = {};
        FloatBuffer nativeVectors;
        FloatBuffer nativeNumerics;
        private int rows;

        void ensure(int wanted) {
            if (wanted > rows) {
                rows = Math.min(rowsPerRun, Math.max(wanted, 2 * rows));
                vectors = new float[rows * encoder.width()];
                numerics = new float[rows * encoder.numerics()];
                nativeVectors = direct(vectors.length);
                nativeNumerics = direct(numerics.length);
            }
        }

        void upload(int count) {
            nativeVectors.clear().put(vectors, 0, count * encoder.width());
            nativeNumerics.clear().put(numerics, 0, count * encoder.numerics());
        }

        private static FloatBuffer direct(int floats) {
            return ByteBuffer.allocateDirect(Float.BYTES * floats)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }
}
