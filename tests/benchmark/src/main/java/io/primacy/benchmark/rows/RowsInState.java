package io.primacy.benchmark.rows;

import io.primacy.schema.event.Example;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** What a first version does: every feature of an event is got from state, changed and put back. */
class RowsInState extends KeyedProcessFunction<String, Example, Long> {
    private static final long serialVersionUID = 1L;

    /** A row of the classic setting: 16 weights, as many slots, and when it was learned. */
    static final int ROW_BYTES = 2 * 16 * Float.BYTES + Long.BYTES;

    private transient MapState<Long, byte[]> rows;

    @Override
    public void open(OpenContext context) throws Exception {
        rows = getRuntimeContext().getMapState(byId("rows"));
    }

    /** Describes a map from numbers to bytes. */
    static MapStateDescriptor<Long, byte[]> byId(String name) {
        return new MapStateDescriptor<>(
                name, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    /** The rows in state. */
    MapState<Long, byte[]> rows() {
        return rows;
    }

    @Override
    public void processElement(Example example, Context context, Collector<Long> out)
            throws Exception {
        for (long id : example.ids()) {
            byte[] row = rows.get(id);
            if (row == null) {
                row = new byte[ROW_BYTES];
            }
            row[0]++;
            rows.put(id, row);
        }
    }
}
