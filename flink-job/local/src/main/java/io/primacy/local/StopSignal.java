package io.primacy.local;

import java.util.function.BooleanSupplier;
import sun.misc.Signal;

/**
 * Turns Ctrl-C and SIGTERM into a request to end cleanly. A shutdown hook would come too late:
 * Flink and RocksDB have hooks of their own that delete what a last savepoint needs. A second
 * signal ends the process at once.
 */
public final class StopSignal implements BooleanSupplier {
    private static final int INTERRUPTED = 130;

    private volatile boolean requested;

    /**
     * Starts to listen.
     *
     * @param onRequest told once, on the first signal
     */
    public static StopSignal listen(Runnable onRequest) {
        StopSignal stop = new StopSignal();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> stop.heard(onRequest));
        }
        return stop;
    }

    private synchronized void heard(Runnable onRequest) {
        if (requested) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        requested = true;
        onRequest.run();
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }
}
