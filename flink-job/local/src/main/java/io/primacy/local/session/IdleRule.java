package io.primacy.local.session;

import java.time.Duration;

/** Decides when a run has nothing left to do: settled, and nothing new for some time. */
final class IdleRule {
    private final long idleNanos;
    private boolean settled;
    private long sinceNanos;
    private long produced;
    private long learned;

    /**
     * @param idle how long nothing must have happened
     */
    IdleRule(Duration idle) {
        this.idleNanos = idle.toNanos();
    }

    /**
     * Takes the state at a time; times never go back.
     *
     * @param nowNanos as {@link System#nanoTime}
     * @return whether the run is idle
     */
    boolean isIdle(long nowNanos, Progress progress) {
        boolean changed = progress.produced() != produced || progress.learned() != learned;
        produced = progress.produced();
        learned = progress.learned();
        if (!progress.isSettled()) {
            settled = false;
            return false;
        }
        if (!settled || changed) {
            settled = true;
            sinceNanos = nowNanos;
        }
        return nowNanos - sinceNanos >= idleNanos;
    }
}
