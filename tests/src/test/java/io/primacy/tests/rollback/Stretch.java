package io.primacy.tests.rollback;

/**
 * Some events in a row, one a millisecond of record time.
 *
 * @param count how many
 * @param poisoned whether their labels are flipped
 */
record Stretch(int count, boolean poisoned) {
    static Stretch good(int count) {
        return new Stretch(count, false);
    }

    static Stretch poisoned(int count) {
        return new Stretch(count, true);
    }
}
