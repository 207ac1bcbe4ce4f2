import java.util.Map;
import org.apache.mahout.classifier.sgd.L2;
import org.apache.mahout.classifier.sgd.OnlineLogisticRegression;
import org.apache.mahout.math.DenseVector;
import org.apache.mahout.math.Matrix;
import org.apache.mahout.math.Vector;

/** Mahout's stochastic gradient descent. Options: epochs, rate. */
final class MahoutFitter implements Worker.Fitter {
    private final Worker.Data data;
    private final Vector[] x;

    MahoutFitter(Worker.Data data) {
        this.data = data;
        x = new Vector[data.rows()];
        for (int i = 0; i < x.length; i++) {
            double[] row = java.util.Arrays.copyOf(data.doubles(i), data.columns() + 1);
            row[data.columns()] = 1;
            x[i] = new DenseVector(row, true);
        }
    }

    @Override
    public double[][] fit(Map<String, String> options) {
        double[][] result = new double[data.outputs()][data.columns() + 1];
        for (int k = 0; k < result.length; k++) {
            var learner = new OnlineLogisticRegression(2, data.columns() + 1, new L2(1))
                    .learningRate(Double.parseDouble(options.get("rate")))
                    .alpha(1)
                    .stepOffset(1000)
                    .decayExponent(-0.5)
                    .lambda(1.0 / data.rows());
            for (int epoch = 0; epoch < Integer.parseInt(options.get("epochs")); epoch++) {
                for (int i = 0; i < x.length; i++) {
                    // A step that is no row's neighbour visits all rows in a mixed order.
                    int row = (int) ((i * 7_919L + epoch) % x.length);
                    learner.train(data.positive(k, row) ? 1 : 0, x[row]);
                }
            }
            learner.close();
            Matrix beta = learner.getBeta();
            for (int j = 0; j < result[k].length; j++) {
                result[k][j] = beta.get(0, j);
            }
        }
        return result;
    }
}
