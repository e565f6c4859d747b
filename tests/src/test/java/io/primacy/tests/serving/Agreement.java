package io.primacy.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

/** That a reader predicts what the learner does. */
final class Agreement {
    static final float TOLERANCE = 1e-6f;

    private Agreement() {}

    /**
     * @param reader who predicted, for the error
     * @param learner what the learner predicted, NaN where it had no label
     * @param found the reader's predictions of the same events and tasks
     */
    static void assertAgree(String reader, float[] learner, float[] found) {
        assertThat(found).as(reader).hasSameSizeAs(learner);
        float largest = 0;
        int compared = 0;
        for (int i = 0; i < learner.length; i++) {
            if (!Float.isNaN(learner[i])) {
                compared++;
                float difference = Math.abs(learner[i] - found[i]);
                // A NaN must not pass for small.
                largest = difference <= largest ? largest : difference;
            }
        }
        System.out.printf(
                "%s: %,d predictions, largest difference %s%n", reader, compared, largest);
        assertThat(compared).as(reader).isGreaterThan(0);
        assertThat(largest).as("largest difference of " + reader).isLessThanOrEqualTo(TOLERANCE);
    }
}
