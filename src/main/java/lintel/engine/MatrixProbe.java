package lintel.engine;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One matrix product, checked and timed: a BLAS built for another processor is slow, or wrong.
 *
 * @param error   largest difference from plain Java in double precision, over entries of size about 10
 * @param gigaFlops billions of additions and multiplications per second
 */
public record MatrixProbe(double error, double gigaFlops) {
    private static final int SIZE = 384;

    /** An error above this cannot come from rounding: SIZE additions of float products stay below 1e-3. */
    public boolean right() {
        return error < 1e-2;
    }

    /** Multiplies two random 384 x 384 float matrices; takes about a tenth of a second. Loads ND4J. */
    public static MatrixProbe run() {
        float[] left = random(1);
        float[] right = random(2);
        try (INDArray a = Nd4j.createFromArray(left).reshape('c', SIZE, SIZE);
                INDArray b = Nd4j.createFromArray(right).reshape('c', SIZE, SIZE);
                INDArray product = a.mmul(b)) {
            double best = Double.POSITIVE_INFINITY;
            for (int repeat = 0; repeat < 5; repeat++) {
                long start = System.nanoTime();
                a.mmul(b).close();
                best = Math.min(best, System.nanoTime() - start);
            }
            return new MatrixProbe(error(left, right, product), 2.0 * SIZE * SIZE * SIZE / best);
        }
    }

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double error(float[] left, float[] right, INDArray product) {
        double largest = 0;
        for (int row = 0; row < SIZE; row += 7) {
            for (int column = 0; column < SIZE; column++) {
                double sum = 0;
                for (int k = 0; k < SIZE; k++) {
                    sum += (double) left[row * SIZE + k] * right[k * SIZE + column];
                }
                largest = Math.max(largest, Math.abs(sum - product.getDouble(row, column)));
            }
        }
        return largest;
    }
}
