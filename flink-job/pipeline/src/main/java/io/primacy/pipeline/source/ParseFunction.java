package io.primacy.pipeline.source;

import io.primacy.pipeline.state.SkipCount;
import io.primacy.pipeline.type.DeadLetterSerializer;
import io.primacy.pipeline.type.ShippedConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.event.Example;
import io.primacy.schema.event.ExampleParser;
import io.primacy.schema.event.ParseResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns raw events into examples. What cannot be used goes to {@link #DEAD_LETTERS}; nothing is
 * dropped and nothing stops the job. Counts {@code parsed}, {@code deadLettered} and, by reason,
 * {@code deadLetters.<reason>}.
 *
 * <p>Events of times that are skipped (a rollback's way around poison) are left out before they are
 * looked at: they never enter a batch. They are counted in state, and shown as {@code skipped}.
 */
public final class ParseFunction extends ProcessFunction<RawEvent, Example>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Side output of the events that cannot be used. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", DeadLetterSerializer.TYPE);

    private final ShippedConfig config;
    private final SkippedTime[] skippedTimes;
    private transient SkipCount skipped;
    private transient ExampleParser parser;
    private transient Counter parsed;
    private transient Counter deadLettered;
    private transient Map<DeadLetter.Reason, Counter> byReason;

    /**
     * @param config says how events are mapped
     * @param skippedTimes whose events are left out
     */
    public ParseFunction(LearnerConfig config, List<SkippedTime> skippedTimes) {
        this.config = ShippedConfig.of(config);
        this.skippedTimes = skippedTimes.toArray(SkippedTime[]::new);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        skipped = new SkipCount(context.getOperatorStateStore());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        skipped.save();
    }

    @Override
    public void open(OpenContext context) {
        parser = new ExampleParser(config.unpack());
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        metrics.gauge("skipped", () -> skipped.value());
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
        if (isSkipped(event.timestampMillis())) {
            skipped.increment();
            return;
        }
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

    private boolean isSkipped(long timestampMillis) {
        for (SkippedTime time : skippedTimes) {
            if (time.contains(timestampMillis)) {
                return true;
            }
        }
        return false;
    }
}
