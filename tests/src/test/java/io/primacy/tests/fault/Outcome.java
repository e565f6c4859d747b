package io.primacy.tests.fault;

/**
 * What a drained run left: equal for two runs over the same events, whatever happened to them.
 *
 * @param learned events learned by the last version
 * @param step mini-batches they made
 * @param dense SHA-256 of its network
 * @param embeddings SHA-256 of its rows
 */
record Outcome(long learned, long step, String dense, String embeddings) {
    @Override
    public String toString() {
        return "%d events learned in %d batches, dense %.12s…, embeddings %.12s…"
                .formatted(learned, step, dense, embeddings);
    }
}
