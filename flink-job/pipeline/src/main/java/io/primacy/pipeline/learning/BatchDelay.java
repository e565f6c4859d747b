package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * The alarm clock of half-filled batches. A timer's namespace is the number of the batch it was set
 * for ({@link Model#step()}), so that one that outlives its batch is recognised; timers survive in
 * state, and a restored batch is woken when it would have been.
 *
 * <p>Calls about a model are made with its key as the current key.
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

    /** Whether a batch is woken at all. */
    boolean isLimited() {
        return delayMillis > 0;
    }

    /**
     * Sees to it that every restored batch is woken. One that began while there was no delay has no
     * timer, nor has that of a model that returned out of an older savepoint.
     *
     * @param waiting number of the batch by model key
     * @param keys the operator; another key may be current afterwards
     */
    void restored(Map<String, Long> waiting, KeyContext keys) throws Exception {
        Map<String, Long> unwatched = new TreeMap<>(waiting);
        timers.forEachProcessingTimeTimer(
                (batch, time) -> unwatched.remove((String) keys.getCurrentKey(), batch));
        unwatched.forEach(
                (key, batch) -> {
                    keys.setCurrentKey(key);
                    wake(key, batch);
                });
    }

    /** The model's batch got its first event. */
    void started(Model model) {
        if (isLimited()) {
            wake(model.key(), model.step());
        }
    }

    private void wake(String key, long batch) {
        long time = timers.currentProcessingTime() + delayMillis;
        timers.registerProcessingTimeTimer(batch, time);
        due.put(key, time);
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
