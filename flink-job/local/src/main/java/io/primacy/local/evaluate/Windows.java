package io.primacy.local.evaluate;

/**
 * A stream cut into windows, one of which begins where the evaluated part does.
 *
 * @param events length of the stream
 * @param first first event of the evaluated part
 * @param length events of a window; the first and the last one may be shorter
 */
record Windows(int events, int first, int length) {

    /** The evaluated part begins at this share of the stream. */
    static Windows from(double share, int events, int length) {
        return new Windows(events, (int) Math.min(events - 1, Math.floor(share * events)), length);
    }

    private int before() {
        return (first + length - 1) / length;
    }

    int count() {
        return before() + (events - first + length - 1) / length;
    }

    int of(int event) {
        return before() + Math.floorDiv(event - first, length);
    }

    /** The first window of the evaluated part. */
    int firstWindow() {
        return before();
    }

    /** One past the window's last event. */
    int end(int window) {
        return Math.min(events, first + (window - before() + 1) * length);
    }

    /** Whether the window is at least half full, or the only one that is evaluated. */
    boolean counts(int window) {
        int begin = first + (window - before()) * length;
        return 2 * (end(window) - begin) >= length || count() == before() + 1;
    }
}
