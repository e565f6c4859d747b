package io.primacy.ops.rollback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal in memory, which can end the process, so to speak, right after a write. */
final class TestingJournal implements Journal {
    private final Map<String, RollbackState> current = new LinkedHashMap<>();
    private final List<RollbackState> written = new ArrayList<>();
    private int left = Integer.MAX_VALUE;

    /** The process dies with the n-th write from now, after it. */
    void dieAfter(int writes) {
        left = writes;
    }

    @Override
    public void write(RollbackState state) {
        current.put(state.plan().id(), state);
        written.add(state);
        left--;
        if (left == 0) {
            left = Integer.MAX_VALUE;
            throw new Death();
        }
    }

    @Override
    public List<RollbackState> states() {
        return List.copyOf(current.values());
    }

    List<String> names() {
        return written.stream().map(RollbackState::name).toList();
    }

    @Override
    public void close() {}

    /** What a killed process throws: nothing can catch it by mistake. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
