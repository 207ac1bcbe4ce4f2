import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Map;

/** liblinear's trust-region Newton in Java, told not to penalise the intercept. Options: tol. */
final class LiblinearFitter implements Worker.Fitter {
    private final Problem problem = new Problem();
    private final double[][] y;

    LiblinearFitter(Worker.Data data) {
        Linear.disableDebugOutput();
        problem.l = data.rows();
        problem.n = data.columns() + 1;
        problem.bias = 1;
        problem.x = new Feature[data.rows()][data.columns() + 1];
        y = new double[data.outputs()][data.rows()];
        for (int i = 0; i < data.rows(); i++) {
            float[] row = data.row(i);
            for (int j = 0; j < data.columns(); j++) {
                problem.x[i][j] = new FeatureNode(j + 1, row[j]);
            }
            problem.x[i][data.columns()] = new FeatureNode(data.columns() + 1, 1);
            for (int k = 0; k < data.outputs(); k++) {
                y[k][i] = data.positive(k, i) ? 1 : 0;
            }
        }
    }

    @Override
    public double[][] fit(Map<String, String> options) {
        Parameter parameter = new Parameter(SolverType.L2R_LR, 1, Double.parseDouble(options.get("tol")), 10_000);
        parameter.setRegularizeBias(false);
        double[][] result = new double[y.length][];
        for (int k = 0; k < y.length; k++) {
            problem.y = y[k];
            Model model = Linear.train(problem, parameter);
            result[k] = model.getFeatureWeights();
            if (model.getLabels()[0] == 0) {
                for (int j = 0; j < result[k].length; j++) {
                    result[k][j] = -result[k][j];
                }
            }
        }
        return result;
    }
}
