package lintel.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import lintel.engine.Blas;
import lintel.engine.LogisticLoss;
import org.bytedeco.javacpp.FloatPointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels that logistic regression's time goes into, on a block of 128 rows of 784 features, which the second-level
 * cache holds; microseconds per call. A pass over such a block reads it twice: {@code multiply}, then
 * {@code multiplyTransposed}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Kernels {
    private static final int ROWS = 128;
    private static final int COLUMNS = 784;
    private static final int OUTPUTS = 10;
    private static final int MANY_ROWS = 64;

    private final FloatPointer block = normal(ROWS * COLUMNS);
    private final FloatPointer weights = normal(COLUMNS);
    private final FloatPointer manyWeights = normal(OUTPUTS * COLUMNS);
    private final FloatPointer manyProducts = normal(OUTPUTS * MANY_ROWS);
    private final FloatPointer gradient = normal(COLUMNS);
    private final FloatPointer products = normal(ROWS);
    private final FloatPointer hessian = new FloatPointer((long) COLUMNS * COLUMNS);
    private final FloatPointer factor = new FloatPointer((long) COLUMNS * COLUMNS);
    private final float[] z = new float[ROWS];
    private final float[] logits = new float[ROWS];
    private final byte[] labels = new byte[ROWS];
    private final double[] sums = new double[2];
    private final double[] room = new double[2 * ROWS];

    private static FloatPointer normal(int count) {
        Random random = new Random(1);
        FloatPointer values = new FloatPointer((long) count);
        for (int i = 0; i < count; i++) {
            values.put(i, (float) random.nextGaussian());
        }
        return values;
    }

    /** Diagonally dominant, so that it has a factor. */
    @Setup(Level.Trial)
    public void makeHessian() {
        for (int i = 0; i < COLUMNS * COLUMNS; i++) {
            hessian.put(i, i % (COLUMNS + 1) == 0 ? COLUMNS : 0.5f);
        }
        for (int i = 0; i < ROWS; i++) {
            labels[i] = (byte) (i % 2);
        }
    }

    @Benchmark
    public void multiply() {
        Blas.multiply(ROWS, COLUMNS, block, COLUMNS, weights, products);
    }

    @Benchmark
    public void multiplyTransposed() {
        Blas.multiplyTransposed(ROWS, COLUMNS, block, COLUMNS, products, 0, gradient);
    }

    /** What brings the block into the cache, where it is already. */
    @Benchmark
    public void touch() {
        Blas.touch(ROWS * COLUMNS, block);
    }

    /** Ten outputs at once, 64 rows: so few go unpacked. */
    @Benchmark
    public void multiplyTen() {
        Blas.productWithTransposed(MANY_ROWS, OUTPUTS, COLUMNS, block, COLUMNS, manyWeights, manyProducts);
    }

    @Benchmark
    public void gram() {
        for (int panel = 0; panel < Blas.gramPanels(COLUMNS); panel++) {
            Blas.gram(ROWS, COLUMNS, block, 0, factor, panel);
        }
    }

    @Benchmark
    public boolean cholesky() {
        factor.put(hessian);
        return Blas.cholesky(COLUMNS, factor);
    }

    /** From products to residuals: the loss and its derivative of 128 rows. */
    @Benchmark
    public double[] residuals() {
        products.get(z);
        LogisticLoss.residuals(z, ROWS, 1, 0, 0.1, 0, labels, null, logits, sums, room);
        return sums;
    }

    /** The same by way of {@link Math}, which is what {@code residuals} has to beat. */
    @Benchmark
    public double residualsByMath() {
        products.get(z);
        double loss = 0;
        for (int i = 0; i < ROWS; i++) {
            double logit = z[i] + 0.1;
            double e = Math.exp(-Math.abs(logit));
            z[i] = (float) ((logit >= 0 ? 1 : e) / (1 + e) - labels[i]);
            logits[i] = (float) logit;
            loss += Math.max(logit, 0) - labels[i] * logit + Math.log1p(e);
        }
        return loss;
    }
}
