package io.primacy.local.evaluate;

import java.util.Arrays;

/** The area under the ROC curve, exact: equal scores count half. */
final class AreaUnderCurve {
    private AreaUnderCurve() {}

    /**
     * @param scores one per event
     * @param labels 0 to 1; NaN: none
     * @param weights sample weights
     * @param first the first event that counts
     * @return NaN unless there are positives and negatives
     */
    static double of(float[] scores, float[] labels, float[] weights, int first) {
        long[] order = new long[scores.length - first];
        int n = 0;
        for (int i = first; i < scores.length; i++) {
            if (!Float.isNaN(labels[i])) {
                order[n++] = (long) ascending(scores[i]) << 32 | i;
            }
        }
        Arrays.sort(order, 0, n);
        double positives = 0;
        double negatives = 0;
        double wins = 0;
        int at = 0;
        while (at < n) {
            double tiedPositives = 0;
            double tiedNegatives = 0;
            long score = order[at] >> 32;
            for (; at < n && order[at] >> 32 == score; at++) {
                int event = (int) order[at];
                tiedPositives += (double) weights[event] * labels[event];
                tiedNegatives += (double) weights[event] * (1 - labels[event]);
            }
            wins += tiedPositives * (negatives + 0.5 * tiedNegatives);
            positives += tiedPositives;
            negatives += tiedNegatives;
        }
        return positives > 0 && negatives > 0 ? wins / (positives * negatives) : Double.NaN;
    }

    /** An int that orders like the float. */
    private static int ascending(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    }
}
