package lintel.engine;

/**
 * The logistic loss of one output over many rows: {@code log(1 + exp(z)) - y z} for the logit z and the label y, 0 or
 * 1. Exponentials are right to 1e-10 of their value; NaN stays NaN.
 */
public final class LogisticLoss {
    /** So many factors from 1/2 on multiply without underflow: one logarithm serves them all. */
    private static final int FACTORS = 512;

    /** A logit further from 0 makes a float residual of 0, or of the whole weight, as this one does. */
    private static final double FARTHEST = 700;

    /** Rows of {@link #alongLine} that the cache holds. */
    private static final int LINE_ROWS = 512;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN_2 = 0.6931471805599453;
    /** Adding it rounds a small double to a whole number, which then stands in its low bits. */
    private static final double ROUNDER = 6755399441055744.0;

    private LogisticLoss() {}

    /** exp(x) for x at most 0; 0 below -700. */
    static double exp(double x) {
        if (x < -700) {
            return 0;
        }
        double shifted = Math.fma(x, LOG2_E, ROUNDER);
        double r = Math.fma(shifted - ROUNDER, -LN_2, x); // |r| <= ln 2 / 2: Taylor to r^9
        double q = Math.fma(r, 2.7557319223985893e-6, 2.48015873015873e-5);
        q = Math.fma(r, q, 1.984126984126984e-4);
        q = Math.fma(r, q, 1.388888888888889e-3);
        q = Math.fma(r, q, 8.333333333333333e-3);
        q = Math.fma(r, q, 4.1666666666666664e-2);
        q = Math.fma(r, q, 1.6666666666666666e-1);
        q = Math.fma(r, q, 0.5);
        q = Math.fma(r, q, 1);
        q = Math.fma(r, q, 1);
        return q * Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
    }

    /**
     * Turns products of features and weights into residuals: {@code z[r * stride] = weight (sigmoid(logit) - label)}.
     *
     * @param z         {@code [rows, stride]}, of which the column beginning at {@code column} belongs to this output
     * @param intercept added to each product to make the logit
     * @param first     index of the first row in {@code labels}, {@code weights} and {@code logits}
     * @param labels    {@code [all rows]} 0 or 1
     * @param weights   {@code [all rows]}, or null for 1 each
     * @param logits    {@code [all rows]}, receives the logits
     * @param sums      receives by addition: the loss, the residuals
     * @param room      {@code [2 rows]} or more, to compute in: new arrays would leave the cache for each block
     */
    public static void residuals(
            float[] z,
            int rows,
            int stride,
            int column,
            double intercept,
            int first,
            byte[] labels,
            float[] weights,
            float[] logits,
            double[] sums,
            double[] room) {
        double loss = 0;
        for (int r = 0, i = column; r < rows; r++, i += stride) {
            double logit = z[i] + intercept;
            logits[first + r] = (float) logit;
            double sign = 1 - 2 * labels[first + r];
            double margin = sign * logit;
            double weight = weights == null ? 1 : weights[first + r];
            room[rows + r] = weight * sign;
            room[r] = clipped(margin);
            loss += weight * (margin + Math.abs(margin)) / 2;
        }
        sigmoid(room, rows); // the probability of the other label
        for (int r = 0; r < rows; r++) {
            room[rows + r] *= room[r];
            room[r] = 0.5 + Math.abs(room[r] - 0.5); // exp(-loss) at the side where that is above 1/2
        }
        sums[0] += loss - (weights == null ? sumOfLogs(room, rows) : weightedLogs(room, rows, weights, first));
        for (int r = 0, i = column; r < rows; r++, i += stride) {
            z[i] = (float) room[rows + r];
        }
        sums[1] += sum(room, rows, 2 * rows);
    }

    /**
     * Replaces each of the first x, in [-700, 700], by 1 / (1 + exp(-x)). The exponential is the 1024th power of
     * exp(-x / 1024), by Taylor's polynomial: loops without a branch, which the compiler turns into vector
     * instructions. Right to 1e-11 of its value from -100 on, to 1e-4 below, where nothing counts any more.
     */
    static void sigmoid(double[] x, int count) {
        for (int i = 0; i < count; i++) {
            double u = x[i] * (-1.0 / 1024);
            double q = Math.fma(u, 1.0 / 40320, 1.0 / 5040);
            q = Math.fma(u, q, 1.0 / 720);
            q = Math.fma(u, q, 1.0 / 120);
            q = Math.fma(u, q, 1.0 / 24);
            q = Math.fma(u, q, 1.0 / 6);
            q = Math.fma(u, q, 0.5);
            q = Math.fma(u, q, 1);
            x[i] = Math.fma(u, q, 1);
        }
        for (int i = 0; i < count; i++) {
            double q = x[i];
            q *= q;
            q *= q;
            q *= q;
            q *= q;
            q *= q;
            q *= q;
            q *= q;
            q *= q;
            q *= q;
            q *= q;
            x[i] = 1 / (1 + q);
        }
    }

    /** By one logarithm for so many as multiply without underflow. @param factors in [0.5, 1]; spoilt */
    private static double sumOfLogs(double[] factors, int all) {
        double logs = 0;
        for (int from = 0; from < all; from += FACTORS) {
            int count = Math.min(FACTORS, all - from);
            while (count > 1) {
                int half = (count + 1) / 2;
                for (int i = from; i < from + count - half; i++) {
                    factors[i] *= factors[i + half];
                }
                count = half;
            }
            logs += Math.log(factors[from]);
        }
        return logs;
    }

    private static double weightedLogs(double[] factors, int rows, float[] weights, int first) {
        double logs = 0;
        for (int r = 0; r < rows; r++) {
            logs += weights[first + r] * Math.log(factors[r]);
        }
        return logs;
    }

    /** Second derivative of the loss by the logit: p (1 - p). */
    public static double curvature(double logit) {
        double e = exp(-Math.abs(logit));
        double inverse = 1 / (1 + e);
        return e * inverse * inverse;
    }

    /**
     * First and second derivative by t of the loss at the logits {@code from + t (to - from)}.
     *
     * @param weights {@code [rows]}, or null for 1 each
     */
    public static double[] alongLine(float[] from, float[] to, double t, byte[] labels, float[] weights) {
        double[] wrong = new double[LINE_ROWS];
        double[] changes = new double[LINE_ROWS];
        double[] sums = new double[2];
        for (int first = 0; first < from.length; first += LINE_ROWS) {
            int rows = Math.min(LINE_ROWS, from.length - first);
            for (int r = 0; r < rows; r++) {
                int i = first + r;
                double sign = 1 - 2 * labels[i];
                double change = sign * ((double) to[i] - from[i]);
                changes[r] = change;
                wrong[r] = clipped(sign * from[i] + t * change);
            }
            sigmoid(wrong, rows);
            for (int r = 0; r < rows; r++) {
                double slope = wrong[r] * changes[r];
                wrong[r] = (1 - wrong[r]) * slope * changes[r];
                changes[r] = slope;
            }
            for (int r = 0; weights != null && r < rows; r++) {
                changes[r] *= weights[first + r];
                wrong[r] *= weights[first + r];
            }
            sums[0] += sum(changes, 0, rows);
            sums[1] += sum(wrong, 0, rows);
        }
        return sums;
    }

    /** Two sums that take turns wait for each other half as long. */
    private static double sum(double[] x, int from, int to) {
        double even = 0;
        double odd = 0;
        for (int i = from; i < to; i++) {
            double swap = even + x[i];
            even = odd;
            odd = swap;
        }
        return even + odd;
    }

    /** NaN stays NaN. */
    private static double clipped(double margin) {
        return margin > FARTHEST ? FARTHEST : margin < -FARTHEST ? -FARTHEST : margin;
    }
}
