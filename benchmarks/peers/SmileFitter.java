import java.util.Map;
import smile.classification.LogisticRegression;

/** Smile's BFGS; the penalty spares the intercept. Options: tol. */
final class SmileFitter implements Worker.Fitter {
    private final double[][] x;
    private final int[][] y;

    SmileFitter(Worker.Data data) {
        x = new double[data.rows()][];
        y = new int[data.outputs()][data.rows()];
        for (int i = 0; i < data.rows(); i++) {
            x[i] = data.doubles(i);
            for (int k = 0; k < data.outputs(); k++) {
                y[k][i] = data.positive(k, i) ? 1 : 0;
            }
        }
    }

    @Override
    public double[][] fit(Map<String, String> options) {
        double[][] result = new double[y.length][];
        for (int k = 0; k < y.length; k++) {
            result[k] = LogisticRegression.binomial(x, y[k], 1.0, Double.parseDouble(options.get("tol")), 10_000)
                    .coefficients();
        }
        return result;
    }
}
