import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's logistic regression: AdaGrad, without a penalty. Options: epochs, rate. */
final class TribuoFitter implements Worker.Fitter {
    private static final LabelFactory LABELS = new LabelFactory();
    private static final Label YES = new Label("yes");
    private static final Label NO = new Label("no");

    private final Worker.Data data;

    TribuoFitter(Worker.Data data) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        this.data = data;
        for (int k = 0; k < data.outputs(); k++) {
            datasets.add(dataset(k));
        }
    }

    private final java.util.List<MutableDataset<Label>> datasets = new java.util.ArrayList<>();

    private MutableDataset<Label> dataset(int output) {
        String[] names = new String[data.columns()];
        for (int j = 0; j < names.length; j++) {
            names[j] = "%06d".formatted(j); // Tribuo numbers features by name
        }
        var source = new SimpleDataSourceProvenance("benchmark", LABELS);
        var dataset = new MutableDataset<>(source, LABELS);
        for (int i = 0; i < data.rows(); i++) {
            dataset.add(new ArrayExample<>(data.positive(output, i) ? YES : NO, names, data.doubles(i)));
        }
        return dataset;
    }

    @Override
    public double[][] fit(Map<String, String> options) {
        var trainer = new LinearSGDTrainer(
                new LogMulticlass(),
                new AdaGrad(Double.parseDouble(options.get("rate")), 0.1),
                Integer.parseInt(options.get("epochs")),
                1);
        double[][] result = new double[data.outputs()][data.columns() + 1];
        for (int k = 0; k < result.length; k++) {
            LinearSGDModel model = trainer.train(datasets.get(k));
            DenseMatrix weights = model.getWeightsCopy();
            int yes = model.getOutputIDInfo().getID(YES);
            for (int j = 0; j <= data.columns(); j++) {
                result[k][j] = weights.get(yes, j) - weights.get(1 - yes, j);
            }
        }
        return result;
    }
}
