package io.primacy.learner.rows;

import io.primacy.learner.optimizer.Optimizer;
import io.primacy.schema.initial.InitialRows;
import java.util.Arrays;

/**
 * The values of a row that was never learned: a pure function of the seed and the row's id, so that
 * neither the order of arrival nor an eviction can change them. All stages begin with the same
 * embedding: their losses then differ only by what they learned. Linear weights begin at 0.
 */
public final class RowInitializer {
    private final InitialRows initial;
    private final Optimizer optimizer;

    /**
     * @param seed the config's seed
     * @param optimizer fills the slots
     */
    public RowInitializer(long seed, Optimizer optimizer) {
        initial = new InitialRows(seed, InitialRows.RANGE);
        this.optimizer = optimizer;
    }

    void fill(long id, RowLayout layout, float[] page, int offset) {
        int d = layout.dimension();
        for (int stage = 0; stage < layout.stages(); stage++) {
            int embedding = offset + layout.embedding(stage);
            initial.fill(id, d, page, embedding);
            Arrays.fill(page, embedding + d, embedding + layout.width(), 0f);
            optimizer.initialize(
                    page, embedding, page, offset + layout.slots(stage), layout.width());
        }
    }
}
