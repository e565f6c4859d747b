package io.primacy.tests.fault;

/**
 * What a drained run left: equal for two runs over the same events, whatever happened to them.
 *
 * @param learned events learned by the last version
 * @param step mini-batches they made
 * @param digest SHA-256 of its network and rows
 */
record Outcome(long learned, long step, String digest) {
    @Override
    public String toString() {
        return "%d events learned in %d batches, %.12s…".formatted(learned, step, digest);
    }
}
