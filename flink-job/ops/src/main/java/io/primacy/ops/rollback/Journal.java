package io.primacy.ops.rollback;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Remembers where rollbacks stand, whatever happens to the process: what {@link #write} was given
 * is there after a power cut. At most one process has it open.
 */
public interface Journal extends AutoCloseable {

    /** Writes where a rollback stands; what it stood at before stays in its history. */
    void write(RollbackState state) throws IOException;

    /** The latest state of every rollback, newest rollback first. */
    List<RollbackState> states() throws IOException;

    /** The latest state of a learner's newest rollback, if there was one. */
    default Optional<RollbackState> latest(String learner) throws IOException {
        return states().stream().filter(s -> s.plan().learner().equals(learner)).findFirst();
    }

    /** The learner's rollback that is not at its end, if there is one. */
    default Optional<RollbackState> open(String learner) throws IOException {
        return states().stream()
                .filter(s -> s.plan().learner().equals(learner) && !s.isEnd())
                .findFirst();
    }

    @Override
    void close() throws IOException;
}
