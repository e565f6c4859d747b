package io.primacy.pipeline.state;

import io.primacy.learner.ModelParts;
import io.primacy.learner.SavedState;
import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.rows.RowPage;
import io.primacy.schema.event.XxHash64;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.SavedModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Describes every model of a savepoint's learner as the JSON of a {@link SavedModel}. Rows are
 * passed over one by one, so that a model may be larger than the heap; only ids of those in pages,
 * which were on one before, are kept.
 */
public final class ModelReader extends KeyedStateReaderFunction<String, String> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<byte[]> dense;
    private transient MapState<Long, byte[]> rows;
    private transient MapState<Long, byte[]> pages;
    private transient ValueState<byte[]> multipliers;
    private transient ValueState<byte[]> pending;
    private transient ValueState<byte[]> metrics;
    private transient ValueState<byte[]> admission;
    private transient ValueState<Boolean> unpublished;

    @Override
    public void open(OpenContext context) {
        RuntimeContext runtime = getRuntimeContext();
        dense = runtime.getState(KeyedState.bytes(KeyedState.DENSE));
        rows = runtime.getMapState(KeyedState.rows());
        pages = runtime.getMapState(KeyedState.pages());
        multipliers = runtime.getState(KeyedState.bytes(KeyedState.MULTIPLIERS));
        pending = runtime.getState(KeyedState.bytes(KeyedState.PENDING));
        metrics = runtime.getState(KeyedState.bytes(KeyedState.METRICS));
        admission = runtime.getState(KeyedState.bytes(KeyedState.ADMISSION));
        unpublished = runtime.getState(KeyedState.unpublished());
    }

    @Override
    public void readKey(String key, Context context, Collector<String> out) throws Exception {
        SavedState state =
                new SavedState(
                        new ModelParts(
                                dense.value(),
                                multipliers.value(),
                                pending.value(),
                                metrics.value(),
                                admission.value()));
        Rows all = new Rows();
        for (byte[] page : pages.values()) {
            RowPage.<RuntimeException>forEachRow(page, all::addPaged);
        }
        long[] paged = all.pagedIds();
        for (Map.Entry<Long, byte[]> row : rows.entries()) {
            if (Arrays.binarySearch(paged, row.getKey()) < 0) {
                all.add(row.getKey(), row.getValue());
            }
        }
        SavedModel model =
                state.describe(
                        key,
                        unpublished.value() != null,
                        all.count,
                        all.bytes,
                        digest(state.weights(), all.count, all.sum));
        out.collect(new String(ReportJson.write(model), StandardCharsets.UTF_8));
    }

    /** What is said of rows, which come in no order. */
    private static final class Rows {
        long count;
        long bytes;
        long sum;
        private long[] pagedIds = new long[1024];

        void add(long id, byte[] row) {
            count++;
            bytes += Long.BYTES + row.length;
            sum += hash(id, RowCodec.values(row));
        }

        /** A row of a page, which comes before those by themselves. */
        void addPaged(long id, byte[] row) {
            if (count == pagedIds.length) {
                pagedIds = Arrays.copyOf(pagedIds, 2 * pagedIds.length);
            }
            pagedIds[(int) count] = id;
            add(id, row);
        }

        /** Ids of the rows of pages, sorted. */
        long[] pagedIds() {
            long[] ids = Arrays.copyOf(pagedIds, (int) count);
            Arrays.sort(ids);
            return ids;
        }
    }

    private static long hash(long id, ByteBuffer values) {
        byte[] bytes = new byte[values.remaining()];
        values.get(bytes);
        return XxHash64.hash(bytes, 0, bytes.length, id);
    }

    private static String digest(byte[] weights, long rows, long sum) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(weights);
            sha256.update(ByteBuffer.allocate(16).putLong(rows).putLong(sum).flip());
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
