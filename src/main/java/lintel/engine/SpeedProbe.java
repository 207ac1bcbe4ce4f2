package lintel.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * What one core does, checked and timed: a BLAS built for another processor is slow, or wrong. The best of several
 * tries of about a millisecond, shorter than a system's time slice: what else runs makes tries slower, never faster.
 *
 * @param error     largest difference of a matrix product from plain Java in double, over entries of size about 20
 * @param gigaFlops billions of float additions and multiplications per second of a matrix product
 * @param gigaHertz clock rate, from a chain of operations that wait for one another
 * @param gigaBytes read from memory per second, in units of 10^9
 */
public record SpeedProbe(double error, double gigaFlops, double gigaHertz, double gigaBytes) {
    private static final int SIZE = 384;
    private static final int TRIES = 40;
    private static final int LINKS = 1_000_000;
    /** An integer multiplication and an exclusive or: three and one on x86-64 since 2008, and on recent ARM. */
    private static final int CYCLES_PER_LINK = 4;
    /** Bytes read in one try. */
    private static final int STREAM = 8 << 20;
    /** Streams that follow one another before the first is read again: together more than a core's share of a cache. */
    private static final int STREAMS = 32;

    /** An error above this cannot come from rounding: sums of SIZE float products stay below 1e-3. */
    public boolean right() {
        return error < 1e-2;
    }

    /** Measures for about half a second. Loads OpenBLAS, not ND4J, and holds it to one thread. */
    public static SpeedProbe run() {
        Threads.holdBlas();
        FloatBuffer left = random(1);
        FloatBuffer right = random(2);
        FloatBuffer product = floats(SIZE * SIZE);
        double seconds = best(() -> {
            long start = System.nanoTime();
            multiply(left, right, product);
            return secondsSince(start);
        });
        return new SpeedProbe(
                error(left, right, product), 2.0 * SIZE * SIZE * SIZE / seconds / 1e9, clockRate(), bandwidth());
    }

    private static void multiply(FloatBuffer a, FloatBuffer b, FloatBuffer c) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, c, SIZE);
    }

    private static double clockRate() {
        double seconds = best(() -> {
            long start = System.nanoTime();
            long end = chain(start | 1, 0x5DEECE66DL, 0xBL);
            return end == 0 ? Double.POSITIVE_INFINITY : secondsSince(start); // reads the end, or nothing is computed
        });
        return (double) LINKS * CYCLES_PER_LINK / seconds / 1e9;
    }

    private static long chain(long start, long factor, long mask) {
        long x = start;
        for (int i = 0; i < LINKS; i++) {
            x = x * factor ^ mask;
        }
        return x;
    }

    private static double bandwidth() {
        int length = STREAM / Float.BYTES;
        int fitting = (int) Math.max(1, Math.min(STREAMS, Runtime.getRuntime().maxMemory() / 4 / STREAM));
        FloatBuffer[] streams = new FloatBuffer[fitting];
        Arrays.setAll(streams, i -> floats(length));
        int[] next = {0};
        double seconds = best(() -> {
            FloatBuffer values = streams[next[0]++ % fitting];
            long start = System.nanoTime();
            float zero = cblas_sdot(length, values, 1, values, 1);
            return zero == 0 ? secondsSince(start) : Double.POSITIVE_INFINITY;
        });
        return STREAM / seconds / 1e9;
    }

    private static double best(DoubleSupplier seconds) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIES; i++) {
            best = Math.min(best, seconds.getAsDouble());
        }
        return best;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static FloatBuffer floats(int length) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static FloatBuffer random(long seed) {
        Random random = new Random(seed);
        FloatBuffer values = floats(SIZE * SIZE);
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, (float) random.nextGaussian());
        }
        return values;
    }

    private static double error(FloatBuffer left, FloatBuffer right, FloatBuffer product) {
        double largest = 0;
        for (int row = 0; row < SIZE; row += 7) {
            for (int column = 0; column < SIZE; column++) {
                double sum = 0;
                for (int k = 0; k < SIZE; k++) {
                    sum += (double) left.get(row * SIZE + k) * right.get(k * SIZE + column);
                }
                largest = Math.max(largest, Math.abs(sum - product.get(row * SIZE + column))); // NaN stays NaN
            }
        }
        return largest;
    }
}
