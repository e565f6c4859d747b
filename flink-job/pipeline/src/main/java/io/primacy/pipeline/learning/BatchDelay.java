package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * The alarm clock of half-filled batches. A timer's namespace is the number of the batch it was set
 * for ({@link Model#step()}), so that one that outlives its batch is recognised; timers survive in
 * state, and a restored batch is woken when it would have been.
 *
 * <p>Every call is made with the model's key as the current key.
 */
final class BatchDelay {
    private final InternalTimerService<Long> timers;
    private final long delayMillis;
    private final Map<String, Long> due = new HashMap<>();

    /**
     * @param timers timers of the current key; namespace: the batch
     * @param delay how long a batch waits for its last event; zero: for ever
     */
    BatchDelay(InternalTimerService<Long> timers, Duration delay) {
        this.timers = timers;
        this.delayMillis = delay.toMillis();
    }

    /** The model's batch got its first event. */
    void started(Model model) {
        if (delayMillis > 0) {
            long time = timers.currentProcessingTime() + delayMillis;
            timers.registerProcessingTimeTimer(model.step(), time);
            due.put(model.key(), time);
        }
    }

    /** The model's batch is about to be learned. */
    void ends(Model model) {
        Long time = due.remove(model.key());
        if (time != null) {
            timers.deleteProcessingTimeTimer(model.step(), time);
        }
    }

    /** Whether a timer that went off was set for the batch that the model is filling now. */
    static boolean concerns(Model model, long batch) {
        return model.step() == batch && !model.pending().isEmpty();
    }
}
