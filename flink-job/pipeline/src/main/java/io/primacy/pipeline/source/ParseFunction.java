package io.primacy.pipeline.source;

import io.primacy.pipeline.type.DeadLetterSerializer;
import io.primacy.pipeline.type.ShippedConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.event.Example;
import io.primacy.schema.event.ExampleParser;
import io.primacy.schema.event.ParseResult;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns raw events into examples. What cannot be used goes to {@link #DEAD_LETTERS}; nothing is
 * dropped and nothing stops the job. Counts {@code parsed}, {@code deadLettered} and, by reason,
 * {@code deadLetters.<reason>}.
 */
public final class ParseFunction extends ProcessFunction<RawEvent, Example> {
    private static final long serialVersionUID = 1L;

    /** Side output of the events that cannot be used. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", DeadLetterSerializer.TYPE);

    private final ShippedConfig config;
    private transient ExampleParser parser;
    private transient Counter parsed;
    private transient Counter deadLettered;
    private transient Map<DeadLetter.Reason, Counter> byReason;

    /**
     * @param config says how events are mapped
     */
    public ParseFunction(LearnerConfig config) {
        this.config = ShippedConfig.of(config);
    }

    @Override
    public void open(OpenContext context) {
        parser = new ExampleParser(config.unpack());
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        parsed = metrics.counter("parsed");
        deadLettered = metrics.counter("deadLettered");
        MetricGroup reasons = metrics.addGroup("deadLetters");
        byReason = new EnumMap<>(DeadLetter.Reason.class);
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            byReason.put(reason, reasons.counter(reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void processElement(RawEvent event, Context context, Collector<Example> out) {
        ParseResult result =
                parser.parse(
                        event.value(),
                        event.topic(),
                        event.partition(),
                        event.offset(),
                        event.timestampMillis());
        if (result instanceof ParseResult.Parsed accepted) {
            parsed.inc();
            out.collect(accepted.example());
        } else if (result instanceof ParseResult.Rejected rejected) {
            deadLettered.inc();
            byReason.get(rejected.deadLetter().reason()).inc();
            context.output(DEAD_LETTERS, rejected.deadLetter());
        }
    }
}
