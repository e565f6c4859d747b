package io.primacy.ops.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.rollback.plan.AliasMove;
import org.junit.jupiter.api.Test;

/** What every {@link ServedVersions} does. Epoch 1 has versions 1 to 9, 9 is served. */
abstract class ServedVersionsContract {
    static final AliasMove MOVE = new AliasMove("default", "1-000009", "1-000004", 2);

    abstract ServedVersions served() throws Exception;

    /** Where {@code latest} points. */
    abstract String latest() throws Exception;

    /** The job publishes the first version of epoch 2. */
    abstract void publishNext() throws Exception;

    @Test
    void movingBackTwiceIsMovingBackOnce() throws Exception {
        served().moveBack(MOVE, "test");
        served().moveBack(MOVE, "test");

        assertThat(latest()).isEqualTo("1-000004");
        assertThat(served().hasMovedOn(MOVE)).isFalse();
    }

    @Test
    void theNextEpochEndsTheHold() throws Exception {
        served().moveBack(MOVE, "test");

        publishNext();

        assertThat(latest()).isEqualTo("2-000001");
        assertThat(served().hasMovedOn(MOVE)).isTrue();
    }

    @Test
    void undoingTwiceIsUndoingOnce() throws Exception {
        served().moveBack(MOVE, "test");
        served().undo(MOVE, "test");
        served().undo(MOVE, "test");

        assertThat(latest()).isEqualTo("1-000009");
    }

    @Test
    void undoingWhatWasNeverMovedChangesNothing() throws Exception {
        served().undo(MOVE, "test");

        assertThat(latest()).isEqualTo("1-000009");
    }

    @Test
    void undoingTakesBackWhatTheRestoredJobPublished() throws Exception {
        served().moveBack(MOVE, "test");
        publishNext();

        served().undo(MOVE, "test");

        assertThat(latest()).isEqualTo("1-000009");
    }
}
