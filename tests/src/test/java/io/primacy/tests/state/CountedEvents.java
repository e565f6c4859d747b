package io.primacy.tests.state;

import io.primacy.pipeline.source.RawEvent;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.NumberSequenceIterator;

/**
 * An endless stream of numbered events, of which a run emits a given number and then waits. Where
 * it stands is in the job's state; its one split keeps all events in order, whatever the
 * parallelism.
 */
public final class CountedEvents
        implements Source<RawEvent, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
    private static final long serialVersionUID = 1L;
    private static final ConcurrentMap<String, AtomicLong> EMITTED = new ConcurrentHashMap<>();

    private final String run;
    private final long events;
    private final Events json;
    private final NumberSequenceSource numbers = new NumberSequenceSource(0, Long.MAX_VALUE - 1);

    /** Makes the JSON of the n-th event. */
    public interface Events extends LongFunction<String>, Serializable {}

    /**
     * @param run names the run in this process
     * @param events how many it emits
     * @param json the events
     */
    CountedEvents(String run, long events, Events json) {
        this.run = run;
        this.events = events;
        this.json = json;
        EMITTED.put(run, new AtomicLong());
    }

    /** Whether the run has emitted all its events. */
    boolean isThrough() {
        return EMITTED.get(run).get() == events;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        List<NumberSequenceSplit> one =
                List.of(new NumberSequenceSplit("all", numbers.getFrom(), numbers.getTo()));
        return numbers.restoreEnumerator(context, new ArrayList<>(one));
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context,
            Collection<NumberSequenceSplit> state) {
        return numbers.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return numbers.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
            getEnumeratorCheckpointSerializer() {
        return numbers.getEnumeratorCheckpointSerializer();
    }

    @Override
    public SourceReader<RawEvent, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new Reader(context, json, EMITTED.get(run), events);
    }

    private static final class Reader
            extends IteratorSourceReaderBase<
                    Long, RawEvent, NumberSequenceIterator, NumberSequenceSplit> {
        private final Events json;
        private final AtomicLong emitted;
        private final long events;

        Reader(SourceReaderContext context, Events json, AtomicLong emitted, long events) {
            super(context);
            this.json = json;
            this.emitted = emitted;
            this.events = events;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RawEvent> output) {
            if (emitted.get() >= events) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            InputStatus status = super.pollNext(output);
            if (status == InputStatus.END_OF_INPUT) {
                // Without a split it waits as well: a finished subtask cannot be rescaled.
                return InputStatus.NOTHING_AVAILABLE;
            }
            return status;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return emitted.get() >= events || isIdle()
                    ? new CompletableFuture<>()
                    : super.isAvailable();
        }

        private boolean isIdle() {
            return currentSplit == null && super.isAvailable().isDone() && iterator == null;
        }

        @Override
        protected RawEvent convert(Long number) {
            emitted.incrementAndGet();
            byte[] value = json.apply(number).getBytes(StandardCharsets.UTF_8);
            return new RawEvent(value, "events", 0, number, 0);
        }
    }
}
