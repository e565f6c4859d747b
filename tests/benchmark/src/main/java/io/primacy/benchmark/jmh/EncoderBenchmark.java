package io.primacy.benchmark.jmh;

import io.primacy.benchmark.setting.JsonEvents;
import io.primacy.benchmark.setting.Setting;
import io.primacy.schema.event.ExampleParser;
import io.primacy.schema.event.ParseResult;
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

/** One event: from JSON bytes to an encoded example. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncoderBenchmark {
    private static final int EVENTS = 1 << 12;

    @Param({"10", "50"})
    private int fields;

    private ExampleParser parser;
    private byte[][] events;
    private int next;

    /** Makes the events. */
    @Setup
    public void setUp() {
        Setting setting = Setting.classic().withFields(fields);
        parser = new ExampleParser(setting.config());
        JsonEvents json = new JsonEvents(setting, 1);
        events = new byte[EVENTS][];
        for (int i = 0; i < EVENTS; i++) {
            events[i] = json.next();
        }
    }

    /** Parses the next one. */
    @Benchmark
    public ParseResult parse() {
        int i = next++ & (EVENTS - 1);
        return parser.parse(events[i], "events", 0, i, 0);
    }
}
