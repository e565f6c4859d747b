package io.primacy.benchmark.jmh;

import io.primacy.benchmark.setting.Setting;
import io.primacy.learner.optimizer.Optimizer;
import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.rows.RowGroup;
import io.primacy.learner.rows.RowInitializer;
import io.primacy.learner.rows.RowLayout;
import io.primacy.learner.rows.RowStore;
import io.primacy.learner.rows.RowTable;
import io.primacy.schema.config.RowsConfig;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The rows of one mini-batch, all of them resident: found, read and marked as changed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WorkingSetBenchmark {
    private static final int IDS = 2_560;
    private static final int DIMENSION = 16;
    private static final long SEED = 7;

    @Param({"20000", "200000", "4000000"})
    private int rows;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long[] ids = new long[IDS];
    private final int[] found = new int[IDS];
    private RowGroup group;

    /** Makes the rows. */
    @Setup
    public void setUp() {
        Optimizer optimizer = Optimizer.of(Setting.classic().config().optimizer());
        RowTable table =
                new RowTable(
                        new RowLayout[] {
                            new RowLayout(DIMENSION, 0, 1, optimizer.slotsPerWeight())
                        },
                        new RowInitializer(SEED, optimizer),
                        new RowCodec(1, optimizer.slotsPerWeight(), 0),
                        RowStore.none(),
                        new RowsConfig(Long.MAX_VALUE));
        group = table.group(0);
        for (int row = 0; row < rows; row++) {
            group.slot(id(row));
        }
    }

    /** A batch's worth of them. */
    @Benchmark
    public int batch() {
        for (int i = 0; i < IDS; i++) {
            ids[i] = id(random.nextInt(rows));
        }
        group.slots(ids, 0, IDS, found);
        group.read(found, 0, IDS, 0);
        int sum = 0;
        for (int i = 0; i < IDS; i++) {
            group.touch(found[i]);
            sum += found[i];
        }
        return sum;
    }

    /** Ids are hashes: spread over all 64 bits. */
    private static long id(int row) {
        return new SplittableRandom(row).nextLong();
    }
}
