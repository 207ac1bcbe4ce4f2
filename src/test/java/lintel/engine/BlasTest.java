package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The OpenBLAS that the build chooses is right on this processor: versions and forced kernels that are wrong from some
 * size on are known (0.3.19 as SkylakeX: dtrsm from 20, dpotrf from 40, dgesv). The reference is plain Java.
 *
 * <p>Every size is held to it by a random vector r, since C r = A (B r) costs n^2 where C costs n^3 and a wrong entry
 * of C escapes with probability 0 (Freivalds 1979, doi:10.1007/3-540-09526-8_5); some sizes entry by entry.
 */
class BlasTest {
    private static final int LARGEST = 600;

    /** Numbers of 12 bits, which a float holds exactly: both precisions get the same problem. */
    private static final double[] NUMBERS = new Random(1)
            .ints((long) 2 * LARGEST * LARGEST, -2048, 2049)
            .mapToDouble(i -> i / 2048.0)
            .toArray();

    /** Small sizes, multiples of the kernels' blocks and their neighbours, and some between: where branches end. */
    private static final int[] SIZES = IntStream.rangeClosed(1, LARGEST)
            .filter(n -> n <= 100 || n % 16 <= 1 && n <= 400 || n % 64 == 63 || n % 37 == 0 || n == LARGEST)
            .toArray();

    @ParameterizedTest
    @EnumSource
    void rightAtTheSizesWhereBranchesEnd(Precision precision) {
        for (int n : SIZES) {
            check(precision, n);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void rightAtEverySize(Precision precision) {
        for (int n = 1; n <= LARGEST; n++) {
            check(precision, n);
        }
    }

    static Stream<Arguments> entryByEntry() {
        return Stream.of(1, 7, 20, 40, 130, 257, 400)
                .flatMap(n -> Stream.of(Precision.values()).map(precision -> Arguments.of(precision, n)));
    }

    @ParameterizedTest
    @MethodSource
    void entryByEntry(Precision precision, int n) {
        double[] a = random(n, 0);
        double[] b = random(n, LARGEST * LARGEST);
        double[] expected = product(a, b, n);
        assertEntries(precision, n, "gemm", expected, precision.gemm(n, a, b));
        double[] square = product(a, transposed(a, n), n);
        clearUpper(square, n);
        assertEntries(precision, n, "syrk", square, precision.syrk(n, a));

        dominate(a, n);
        assertEntries(precision, n, "gesv", b, product(a, precision.gesv(n, a, b), n));
        clearUpper(a, n);
        assertEntries(precision, n, "trsm", b, product(a, precision.trsm(n, a, b), n));

        double[] positive = symmetric(b, n);
        double[] factor = precision.potrf(n, positive);
        clearUpper(factor, n);
        assertEntries(precision, n, "potrf", positive, product(factor, transposed(factor, n), n));
    }

    /** Lintel's own Gram matrix in panels, against syrk. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 255, 256, 257, 403})
    void gramOfAllPanels(int n) {
        int rows = 40;
        double[] expected = new double[n * n];
        try (FloatPointer a = new FloatPointer((long) rows * n);
                FloatPointer c = new FloatPointer((long) n * n)) {
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < n; j++) {
                    a.put((long) r * n + j, (float) NUMBERS[r * n + j]);
                    for (int i = j; i < n; i++) {
                        expected[i * n + j] += NUMBERS[r * n + i] * NUMBERS[r * n + j];
                    }
                }
            }
            for (int panel = 0; panel < Blas.gramPanels(n); panel++) {
                Blas.gram(rows, n, a, 0, c, panel);
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    assertEquals(expected[i * n + j], c.get((long) i * n + j), 1e-4);
                }
            }
        }
    }

    private static void check(Precision precision, int n) {
        double[] a = random(n, 0);
        double[] b = random(n, LARGEST * LARGEST);
        double[] r = Arrays.copyOf(NUMBERS, n);
        assertEntries(precision, n, "gemm", times(a, times(b, r)), times(precision.gemm(n, a, b), r));

        double[] lower = precision.syrk(n, a);
        double[] upper = transposed(lower, n);
        clearDiagonal(upper, n);
        double[] symmetric = times(lower, r);
        add(symmetric, times(upper, r));
        assertEntries(precision, n, "syrk", times(a, times(transposed(a, n), r)), symmetric);

        dominate(a, n);
        assertEntries(precision, n, "gesv", times(b, r), times(a, times(precision.gesv(n, a, b), r)));
        clearUpper(a, n);
        assertEntries(precision, n, "trsm", times(b, r), times(a, times(precision.trsm(n, a, b), r)));

        double[] positive = symmetric(b, n);
        double[] factor = precision.potrf(n, positive);
        clearUpper(factor, n);
        assertEntries(precision, n, "potrf", times(positive, r), times(factor, times(transposed(factor, n), r)));
    }

    /** Entries are up to 1, n on diagonals: n products are summed, and with a vector n sums again. */
    private static void assertEntries(Precision precision, int n, String operation, double[] expected, double[] found) {
        double tolerance = 4 * n * (1 + Math.sqrt(n)) * precision.rounding;
        for (int i = 0; i < expected.length; i++) {
            int entry = i;
            assertTrue(
                    Math.abs(expected[i] - found[i]) <= tolerance,
                    () -> "%s %s of %d, entry %d: %s must be within %s of %s"
                            .formatted(precision, operation, n, entry, found[entry], tolerance, expected[entry]));
        }
    }

    private static double[] random(int n, int from) {
        return Arrays.copyOfRange(NUMBERS, from, from + n * n);
    }

    /** A diagonal of n makes a matrix well conditioned, so that residuals stay near the rounding error. */
    private static void dominate(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] += n;
        }
    }

    private static double[] symmetric(double[] half, int n) {
        double[] matrix = half.clone();
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = half[Math.max(i / n, i % n) * n + Math.min(i / n, i % n)];
        }
        dominate(matrix, n);
        return matrix;
    }

    private static void clearUpper(double[] matrix, int n) {
        for (int row = 0; row < n; row++) {
            Arrays.fill(matrix, row * n + row + 1, (row + 1) * n, 0);
        }
    }

    private static void clearDiagonal(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] = 0;
        }
    }

    private static void add(double[] sum, double[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    private static double[] times(double[] matrix, double[] vector) {
        int n = vector.length;
        double[] result = new double[n];
        for (int row = 0; row < n; row++) {
            double sum = 0;
            for (int column = 0; column < n; column++) {
                sum += matrix[row * n + column] * vector[column];
            }
            result[row] = sum;
        }
        return result;
    }

    private static double[] product(double[] a, double[] b, int n) {
        double[] c = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int k = 0; k < n; k++) {
                for (int column = 0; column < n; column++) {
                    c[row * n + column] += a[row * n + k] * b[k * n + column];
                }
            }
        }
        return c;
    }

    private static double[] transposed(double[] a, int n) {
        double[] t = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                t[column * n + row] = a[row * n + column];
            }
        }
        return t;
    }
}
