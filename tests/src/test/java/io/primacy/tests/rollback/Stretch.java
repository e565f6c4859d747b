package io.primacy.tests.rollback;

/**
 * Some events in a row, one a millisecond of record time.
 *
 * @param count how many
 * @param labels what they are like
 */
record Stretch(int count, Labels labels) {
    /** What the labels of events are like. */
    enum Labels {
        TRUE,
        /** A model gets used to them. */
        FLIPPED,
        /** There is nothing that a model could learn. */
        RANDOM
    }

    static Stretch good(int count) {
        return new Stretch(count, Labels.TRUE);
    }

    static Stretch poisoned(int count) {
        return new Stretch(count, Labels.FLIPPED);
    }

    static Stretch noise(int count) {
        return new Stretch(count, Labels.RANDOM);
    }
}
