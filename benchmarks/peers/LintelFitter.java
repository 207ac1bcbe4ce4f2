import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lintel.config.ConfigReader;
import lintel.config.ExperimentConfig;
import lintel.config.Seeds;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.data.Split;
import lintel.data.Target;
import lintel.network.Network;
import lintel.training.Checkpoints;
import lintel.training.Progress;
import lintel.training.Trainer;

/** Lintel: a network built, trained by what `solver: auto` chooses, and read out. */
final class LintelFitter implements Worker.Fitter {
    private static final ExperimentConfig CONFIG = ConfigReader.read(
                    "{data: {source: rows.csv, target: y}, model: {logistic: {l2: 1}}, training: {solver: auto}}",
                    "benchmark.yaml")
            .config();

    private final Split<Examples> examples;
    private final Target target;
    private final int columns;

    LintelFitter(Worker.Data data) {
        columns = data.columns();
        target = target(data.classes());
        Matrix.Builder x = new Matrix.Builder(columns, data.rows());
        float[] labels = new float[data.rows() * data.outputs()];
        for (int i = 0; i < data.rows(); i++) {
            System.arraycopy(data.row(i), 0, x.current(), x.offset(), columns);
            x.endRow();
            for (int k = 0; k < data.outputs(); k++) {
                labels[i * data.outputs() + k] = data.positive(k, i) ? 1 : 0;
            }
        }
        long[] ids = LongStream.range(0, data.rows()).toArray();
        Matrix y = Matrix.of(data.rows(), data.outputs(), labels);
        examples = new Split<>(new Examples.Dense(x.build(), ids, y), null, null);
    }

    private static Target target(int classes) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        Target.Kind kind = classes == 2 ? Target.Kind.BINARY : Target.Kind.ONE_VS_REST;
        return new Target(kind, List.of("y"), names, names.stream().map(List::of).toList());
    }

    @Override
    public double[][] fit(Map<String, String> options) {
        Seeds seeds = new Seeds(CONFIG.seed());
        Network network = Network.build(CONFIG.model(), new Shape(columns, 0), target.outputs(), seeds);
        Trainer.of(CONFIG.training(), target, 0.5, seeds)
                .fit(network, examples, Progress.none(), Checkpoints.none());
        return coefficients(network.parameters());
    }

    /** DL4J's flat parameters are the weights, column-major [columns, outputs], then the intercepts. */
    private double[][] coefficients(float[] parameters) {
        double[][] result = new double[target.outputs()][columns + 1];
        for (int k = 0; k < result.length; k++) {
            for (int j = 0; j < columns; j++) {
                result[k][j] = parameters[k * columns + j];
            }
            result[k][columns] = parameters[result.length * columns + k];
        }
        return result;
    }
}
