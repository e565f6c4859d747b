package io.primacy.benchmark.pipeline;

import io.primacy.pipeline.Endpoints;
import io.primacy.pipeline.source.ParseFunction;
import io.primacy.pipeline.source.RawEventSerializer;
import io.primacy.pipeline.type.ExampleSerializer;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** The job's way in: source, parser and exchange as they are; then every example is counted. */
final class CountingJob {
    /** By run; the cluster is in this process. */
    private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private CountingJob() {}

    /** Builds the job; the count grows while it runs. */
    static LongAdder assemble(
            StreamExecutionEnvironment env, LearnerConfig config, Endpoints endpoints, String id) {
        SingleOutputStreamOperator<Example> examples =
                env.fromSource(
                                endpoints.events(),
                                WatermarkStrategy.noWatermarks(),
                                "Events",
                                RawEventSerializer.TYPE)
                        .uid("events")
                        .process(new ParseFunction(config, List.of()), ExampleSerializer.TYPE)
                        .uid("parse");
        examples.keyBy(Example::modelKey, Types.STRING)
                .process(new Count(id), ExampleSerializer.TYPE)
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        return COUNTS.computeIfAbsent(id, i -> new LongAdder());
    }

    static void forget(String id) {
        COUNTS.remove(id);
    }

    /** Counts and drops. */
    private static final class Count extends KeyedProcessFunction<String, Example, Example> {
        private static final long serialVersionUID = 1L;

        private final String id;
        private transient LongAdder count;

        private Count(String id) {
            this.id = id;
        }

        @Override
        public void open(OpenContext context) {
            count = COUNTS.get(id);
        }

        @Override
        public void processElement(Example example, Context context, Collector<Example> out) {
            count.increment();
        }
    }
}
