package io.primacy.local.traffic;

import java.util.SplittableRandom;

/**
 * Hidden vectors of a population that falls into groups: a member's vector is its group's plus a
 * deviation of its own.
 *
 * @param group the group of each member
 * @param vectors one of length {@code dimension} per member; components have variance 1
 */
record Latents(int[] group, double[][] vectors) {

    /** Share of a component's standard deviation that the group explains. */
    private static final double GROUP_SHARE = 0.8;

    static Latents draw(SplittableRandom random, int members, int groups, int dimension) {
        double[][] centres = new double[groups][];
        for (int g = 0; g < groups; g++) {
            centres[g] = gaussians(random, dimension);
        }
        int[] group = new int[members];
        double[][] vectors = new double[members][dimension];
        double ownShare = StrictMath.sqrt(1 - GROUP_SHARE * GROUP_SHARE);
        for (int m = 0; m < members; m++) {
            group[m] = random.nextInt(groups);
            double[] own = gaussians(random, dimension);
            for (int d = 0; d < dimension; d++) {
                vectors[m][d] = GROUP_SHARE * centres[group[m]][d] + ownShare * own[d];
            }
        }
        return new Latents(group, vectors);
    }

    static double[] gaussians(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** How well two members fit: the scalar product over √dimension, variance 1. */
    static double match(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum / StrictMath.sqrt(a.length);
    }
}
