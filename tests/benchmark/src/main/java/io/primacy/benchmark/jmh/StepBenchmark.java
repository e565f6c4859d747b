package io.primacy.benchmark.jmh;

import io.primacy.benchmark.kernel.KernelLoop;
import io.primacy.benchmark.setting.Setting;
import io.primacy.learner.LearningStep;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One mini-batch: filled and learned. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {

    @Param({"mmoe", "ple", "shared-bottom"})
    private String architecture;

    @Param({"16", "256", "2048"})
    private int batch;

    @Param({"2", "8"})
    private int tasks;

    @Param({"frozen", "normalized", "shadow"})
    private String reference;

    private KernelLoop loop;

    /** Makes the learner and all rows. */
    @Setup
    public void setUp() {
        Setting setting =
                Setting.classic()
                        .withArchitecture(architecture)
                        .withBatch(batch)
                        .withTasks(tasks)
                        .withReference(reference);
        loop = new KernelLoop(setting);
    }

    /** The step. */
    @Benchmark
    public LearningStep step() {
        return loop.step();
    }

    /** Frees what is off the heap. */
    @TearDown
    public void tearDown() {
        loop.close();
    }
}
