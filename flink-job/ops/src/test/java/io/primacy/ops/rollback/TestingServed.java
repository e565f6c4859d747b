package io.primacy.ops.rollback;

import io.primacy.ops.rollback.plan.AliasMove;

/** What is served of one model, in memory. */
final class TestingServed implements ServedVersions {
    private final String next;
    private String latest;
    private String heldUntil;

    /**
     * @param latest served now
     * @param next what a restored job publishes
     */
    TestingServed(String latest, String next) {
        this.latest = latest;
        this.next = next;
    }

    String latest() {
        return latest;
    }

    boolean isHeld() {
        return heldUntil != null;
    }

    void publishNext() {
        latest = next;
        heldUntil = null;
    }

    @Override
    public void moveBack(AliasMove move, String reason) {
        latest = move.to();
        heldUntil = Integer.toString(move.untilEpoch());
    }

    @Override
    public void undo(AliasMove move, String reason) {
        if (latest.equals(move.to()) || latest.equals(next)) {
            latest = move.from();
        }
        heldUntil = null;
    }

    @Override
    public boolean hasMovedOn(AliasMove move) {
        return latest.equals(next);
    }
}
