package lintel.engine;

/**
 * A small table on the Java heap, in float64, and the products that training needs of it, in plain Java: for tables so
 * small that a fit is done before OpenBLAS would be loaded. Each row ends in a 1, by which the intercept is multiplied.
 */
public final class SmallRows {
    /** Rows whose outer products are summed at once, so that a sum is fetched and stored once for all of them. */
    private static final int TOGETHER = 4;

    private final int size;
    private final double[][] values;

    /** Copies one row, of floats, to {@code target[0 …]}. */
    @FunctionalInterface
    public interface Reader {
        void copyRow(int row, float[] target);
    }

    public SmallRows(int rows, int columns, Reader reader) {
        this.size = columns + 1;
        this.values = new double[rows][size];
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            reader.copyRow(r, row);
            for (int j = 0; j < columns; j++) {
                values[r][j] = row[j];
            }
            values[r][columns] = 1;
        }
    }

    public int rows() {
        return values.length;
    }

    /** But for the 1 at the end. */
    public int columns() {
        return size - 1;
    }

    /** Copies one row, but for its 1, to {@code target[offset …]}. */
    public void copyRow(int row, float[] target, int offset) {
        for (int j = 0; j < size - 1; j++) {
            target[offset + j] = (float) values[row][j];
        }
    }

    /**
     * {@code products[r * outputs + k] =} row {@code first + r} times the weights of output k; the 1 is left out.
     *
     * @param weights {@code [outputs, columns]}
     */
    public void multiply(int first, int count, float[] weights, int outputs, float[] products) {
        for (int r = 0; r < count; r++) {
            for (int k = 0; k < outputs; k++) {
                products[r * outputs + k] = (float) product(values[first + r], weights, k * (size - 1));
            }
        }
    }

    /** Four sums side by side, because each addition has to wait for the one before it. */
    private double product(double[] row, float[] weights, int first) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = 0;
        for (; j + 3 < size - 1; j += 4) {
            sum0 += row[j] * weights[first + j];
            sum1 += row[j + 1] * weights[first + j + 1];
            sum2 += row[j + 2] * weights[first + j + 2];
            sum3 += row[j + 3] * weights[first + j + 3];
        }
        for (; j < size - 1; j++) {
            sum0 += row[j] * weights[first + j];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /**
     * Each row's numbers times its factor for one output, summed over the rows; the 1 is left out.
     *
     * @param factors {@code [count, outputs]}, of the rows from {@code first} on
     * @param sum     {@code [columns]}, which receives by addition
     */
    public void addProducts(int first, int count, float[] factors, int outputs, int output, double[] sum) {
        for (int r = 0; r < count; r++) {
            add(factors[r * outputs + output], values[first + r], sum.length, sum);
        }
    }

    /**
     * {@code Σ weight x xᵀ} over all rows x, their 1 included.
     *
     * @param weights {@code [rows]}
     * @return {@code [columns + 1][columns + 1]}, of which the lower triangle is set
     */
    public double[][] gram(double[] weights) {
        double[][] gram = new double[size][size];
        int r = 0;
        for (; r + TOGETHER <= values.length; r += TOGETHER) {
            for (int i = 0; i < size; i++) {
                addFour(r, i, weights, gram[i]);
            }
        }
        for (; r < values.length; r++) {
            for (int i = 0; i < size; i++) {
                add(weights[r] * values[r][i], values[r], i + 1, gram[i]);
            }
        }
        return gram;
    }

    /** Adds four rows' products to row i of the sum. The JVM makes vector instructions of arrays with one index. */
    private void addFour(int r, int i, double[] weights, double[] sum) {
        double[] x0 = values[r];
        double[] x1 = values[r + 1];
        double[] x2 = values[r + 2];
        double[] x3 = values[r + 3];
        double f0 = weights[r] * x0[i];
        double f1 = weights[r + 1] * x1[i];
        double f2 = weights[r + 2] * x2[i];
        double f3 = weights[r + 3] * x3[i];
        for (int j = 0; j <= i; j++) {
            double last = Math.fma(f2, x2[j], Math.fma(f3, x3[j], sum[j]));
            sum[j] = Math.fma(f0, x0[j], Math.fma(f1, x1[j], last));
        }
    }

    private static void add(double factor, double[] x, int count, double[] sum) {
        for (int j = 0; j < count; j++) {
            sum[j] += factor * x[j];
        }
    }
}
