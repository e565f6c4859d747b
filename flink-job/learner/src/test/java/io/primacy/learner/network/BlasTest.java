package io.primacy.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlasTest {
    private static final Blas IN_PLACE = OpenBlas.inPlace();
    private static final Blas COPYING = OpenBlas.copying();

    /** Those of the classic network, and odd ones. */
    static Stream<Arguments> products() {
        int[][] sizes = {
            {264, 256, 160},
            {160, 264, 256},
            {256, 160, 264},
            {32, 256, 64},
            {64, 32, 256},
            {1, 256, 16},
            {16, 1, 256},
            {5, 7, 3},
            {1, 1, 1}
        };
        return Stream.of(sizes)
                .flatMap(
                        s ->
                                IntStream.range(0, 4)
                                        .mapToObj(
                                                i ->
                                                        Arguments.of(
                                                                s[0],
                                                                s[1],
                                                                s[2],
                                                                (i & 1) != 0,
                                                                (i & 2) != 0)));
    }

    /** Heap arrays lie where the collector puts them: no bit may depend on it. */
    @ParameterizedTest
    @MethodSource("products")
    void copiesAndPlacesInMemoryDoNotChangeABit(
            int m, int n, int k, boolean transA, boolean transB) {
        SplittableRandom random = new SplittableRandom(m * 31L + n);
        float[] a = floats(random, m * k);
        float[] b = floats(random, k * n);

        float[] expected = new float[m * n];
        multiply(COPYING, transA, transB, m, n, k, a, 0, b, 0, expected, 0);

        assertThat((double) expected[m * n - 1])
                .isCloseTo(last(a, b, m, n, k, transA, transB), within(1e-4));
        for (int shift = 0; shift < 20; shift++) {
            float[] c = new float[m * n + shift];
            multiply(
                    IN_PLACE,
                    transA,
                    transB,
                    m,
                    n,
                    k,
                    shifted(a, shift),
                    shift,
                    shifted(b, shift),
                    shift,
                    c,
                    shift);
            assertSameBits(c, shift, expected);
        }
    }

    @ParameterizedTest
    @MethodSource("products")
    void sumsOfRowsDoNotEither(int m, int n, int k, boolean transA, boolean transB) {
        SplittableRandom random = new SplittableRandom(m);
        float[] a = floats(random, m * n);
        float[] x = floats(random, n);
        float[] expected = new float[m];
        float[] sums = new float[m];

        COPYING.multiply(m, n, a, x, expected);
        IN_PLACE.multiply(m, n, a, x, sums);

        assertSameBits(sums, 0, expected);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (double) a[(m - 1) * n + j] * x[j];
        }
        assertThat((double) sums[m - 1]).isCloseTo(sum, within(1e-4));
    }

    /** What stands between the rows of a part of a matrix is somebody else's. */
    @ParameterizedTest
    @MethodSource("products")
    void partsOfMatricesAreMultipliedWhereTheyStand(
            int m, int n, int k, boolean transA, boolean transB) {
        SplittableRandom random = new SplittableRandom(n);
        int lda = (transA ? m : k) + 3;
        int ldb = (transB ? k : n) + 2;
        int ldc = n + 5;
        float[] a = floats(random, (transA ? k : m) * lda);
        float[] b = floats(random, (transB ? n : k) * ldb);
        float[] expected = floats(random, m * ldc);
        float[] c = expected.clone();

        COPYING.multiply(transA, transB, m, n, k, a, 0, lda, b, 0, ldb, expected, 0, ldc);
        IN_PLACE.multiply(transA, transB, m, n, k, a, 0, lda, b, 0, ldb, c, 0, ldc);

        assertSameBits(c, 0, expected);
    }

    /** The build gives its JVMs the option, as the launcher does. */
    @Test
    void aJvmThatWaitsForMemoryMultipliesInPlace() {
        assertThat(OpenBlas.fastest()).isInstanceOf(InPlaceBlas.class);
    }

    private static void multiply(
            Blas blas,
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float[] c,
            int cAt) {
        blas.multiply(
                transA, transB, m, n, k, a, aAt, transA ? m : k, b, bAt, transB ? k : n, c, cAt, n);
    }

    private static double last(
            float[] a, float[] b, int m, int n, int k, boolean transA, boolean transB) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
            double left = transA ? a[i * m + m - 1] : a[(m - 1) * k + i];
            sum += left * (transB ? b[(n - 1) * k + i] : b[i * n + n - 1]);
        }
        return sum;
    }

    private static float[] floats(SplittableRandom random, int n) {
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
            floats[i] = (float) random.nextDouble(-1, 1);
        }
        return floats;
    }

    private static float[] shifted(float[] values, int by) {
        float[] shifted = new float[values.length + by];
        System.arraycopy(values, 0, shifted, by, values.length);
        return shifted;
    }

    private static void assertSameBits(float[] actual, int from, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Float.floatToRawIntBits(actual[from + i]))
                    .as("element %d", i)
                    .isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
    }
}
