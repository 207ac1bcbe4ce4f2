package lintel.engine;

/**
 * The logistic loss of one output over many rows: {@code log(1 + exp(z)) - y z} for the logit z and the label y, 0 or
 * 1. Exponentials are right to 1e-10 of their value; NaN stays NaN.
 */
public final class LogisticLoss {
    /** So many factors below 2 multiply without overflow: one logarithm serves them all. */
    private static final int FACTORS = 256;

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
            double[] sums) {
        if (weights != null) {
            weighted(z, rows, stride, column, intercept, first, labels, weights, logits, sums);
            return;
        }
        double linear = 0;
        double logs = 0;
        double factors = 1;
        double residuals = 0;
        for (int r = 0, i = column; r < rows; r++, i += stride) {
            double logit = z[i] + intercept;
            double e = exp(-Math.abs(logit));
            double inverse = 1 / (1 + e);
            double label = labels[first + r];
            double residual = (logit >= 0 ? inverse : e * inverse) - label;
            logits[first + r] = (float) logit;
            linear += Math.max(logit, 0) - label * logit;
            factors *= 1 + e;
            residuals += residual;
            z[i] = (float) residual;
            if (r % FACTORS == FACTORS - 1) {
                logs += Math.log(factors);
                factors = 1;
            }
        }
        sums[0] += linear + logs + Math.log(factors);
        sums[1] += residuals;
    }

    private static void weighted(
            float[] z,
            int rows,
            int stride,
            int column,
            double intercept,
            int first,
            byte[] labels,
            float[] weights,
            float[] logits,
            double[] sums) {
        double loss = 0;
        double residuals = 0;
        for (int r = 0, i = column; r < rows; r++, i += stride) {
            double logit = z[i] + intercept;
            double e = exp(-Math.abs(logit));
            double inverse = 1 / (1 + e);
            double label = labels[first + r];
            double weight = weights[first + r];
            double residual = weight * ((logit >= 0 ? inverse : e * inverse) - label);
            logits[first + r] = (float) logit;
            loss += weight * (Math.max(logit, 0) - label * logit + Math.log(1 + e));
            residuals += residual;
            z[i] = (float) residual;
        }
        sums[0] += loss;
        sums[1] += residuals;
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
        double slope = 0;
        double curvature = 0;
        for (int i = 0; i < from.length; i++) {
            double change = (double) to[i] - from[i];
            double logit = from[i] + t * change;
            double e = exp(-Math.abs(logit));
            double inverse = 1 / (1 + e);
            double weighted = weights == null ? change : weights[i] * change;
            slope += ((logit >= 0 ? inverse : e * inverse) - labels[i]) * weighted;
            curvature += e * inverse * inverse * change * weighted;
        }
        return new double[] {slope, curvature};
    }
}
