package io.primacy.ops.action;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one errand at a time, in a thread of its own, and remembers the last. Thread-safe. */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final InstantSource clock;
    private Errand last;

    Errands(InstantSource clock) {
        this.clock = clock;
    }

    /** What is done, telling its steps; the message of what it throws ends it as failed. */
    interface Work {
        void run(Consumer<String> told) throws Exception;
    }

    /**
     * Begins one.
     *
     * @throws RefusedException while another is under way
     */
    synchronized void begin(String name, Work work) {
        if (last != null && last.outcome() == Errand.Outcome.UNDER_WAY) {
            throw new RefusedException(last.name() + " is under way; wait until it has ended.");
        }
        last = new Errand(name, clock.millis(), Errand.Outcome.UNDER_WAY, List.of());
        Thread thread = new Thread(() -> run(name, work), "dashboard-errand");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(String name, Work work) {
        try {
            work.run(line -> told(Errand.Outcome.UNDER_WAY, line));
            told(Errand.Outcome.DONE, null);
        } catch (Throwable e) {
            // One that never ends would let none begin after it.
            boolean says = e instanceof Exception && e.getMessage() != null;
            told(Errand.Outcome.FAILED, says ? e.getMessage() : e.toString());
            LOG.warn("{} failed", name, e);
        }
    }

    private synchronized void told(Errand.Outcome outcome, String line) {
        List<String> lines = new ArrayList<>(last.lines());
        if (line != null) {
            LOG.info("{}: {}", last.name(), line);
            lines.add(line);
        }
        last = new Errand(last.name(), last.begunAt(), outcome, lines);
    }

    /** The last that was begun. */
    synchronized Optional<Errand> last() {
        return Optional.ofNullable(last);
    }
}
