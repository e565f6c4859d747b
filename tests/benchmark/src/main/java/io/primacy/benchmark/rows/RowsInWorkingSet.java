package io.primacy.benchmark.rows;

import io.primacy.learner.optimizer.Optimizer;
import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.rows.RowGroup;
import io.primacy.learner.rows.RowInitializer;
import io.primacy.learner.rows.RowLayout;
import io.primacy.learner.rows.RowStore;
import io.primacy.learner.rows.RowTable;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;

/** The same through the learner's working set, which is written back every five seconds. */
final class RowsInWorkingSet extends RowsInState {
    private static final long serialVersionUID = 1L;
    private static final long FLUSH_NANOS = 5_000_000_000L;
    private static final int DIMENSION = 16;

    private final LearnerConfig config;
    private transient MapState<Long, byte[]> pages;
    private transient RowTable table;
    private transient long flushedNanos;

    RowsInWorkingSet(LearnerConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        pages = getRuntimeContext().getMapState(byId("pages"));
        Optimizer optimizer = Optimizer.of(config.optimizer());
        table =
                new RowTable(
                        new RowLayout[] {
                            new RowLayout(DIMENSION, 0, 1, optimizer.slotsPerWeight())
                        },
                        new RowInitializer(config.seed(), optimizer),
                        new RowCodec(1, optimizer.slotsPerWeight(), 0),
                        new State(),
                        config.rows());
        flushedNanos = System.nanoTime();
    }

    @Override
    public void processElement(Example example, Context context, Collector<Long> out) {
        RowGroup group = table.group(0);
        for (long id : example.ids()) {
            int slot = group.slot(id);
            group.page(slot)[group.offset(slot)] += 1f;
            group.touch(slot);
        }
        if (System.nanoTime() - flushedNanos > FLUSH_NANOS) {
            table.flush();
            flushedNanos = System.nanoTime();
        }
    }

    private final class State implements RowStore {
        @Override
        public byte[] read(long id) {
            try {
                return rows().get(id);
            } catch (Exception e) {
                throw new FlinkRuntimeException(e);
            }
        }

        @Override
        public void write(long[] ids, byte[][] rows, int count) {
            try {
                for (int i = 0; i < count; i++) {
                    rows().put(ids[i], rows[i]);
                }
            } catch (Exception e) {
                throw new FlinkRuntimeException(e);
            }
        }

        @Override
        public void writePage(long number, byte[] rows) {
            try {
                pages.put(number, rows);
            } catch (Exception e) {
                throw new FlinkRuntimeException(e);
            }
        }

        @Override
        public void dropPage(long number) {
            try {
                pages.remove(number);
            } catch (Exception e) {
                throw new FlinkRuntimeException(e);
            }
        }

        @Override
        public void changed(long id, RowLayout layout, float[] values, int offset) {
            // Nothing is published.
        }
    }
}
