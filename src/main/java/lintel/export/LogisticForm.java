package lintel.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.config.ColumnType;
import lintel.config.PreprocessingConfig.Unseen;
import lintel.data.ImputeCategories;
import lintel.data.ImputeNumbers;
import lintel.data.OneHot;
import lintel.data.Preprocessing;
import lintel.data.Scale;
import lintel.data.Step;
import lintel.data.Table;
import lintel.network.Model;

/**
 * Logistic regression on the columns as they stand in the data: encoding and scaling have gone into the coefficients.
 *
 * @param intercepts {@code [outputs]}
 */
record LogisticForm(List<Numbers> numbers, List<Texts> texts, double[] intercepts) {
    LogisticForm {
        numbers = List.copyOf(numbers);
        texts = List.copyOf(texts);
    }

    /**
     * A column of numbers, or of booleans as 0 and 1.
     *
     * @param replacement  what a missing value becomes; NaN: it has no answer
     * @param center       mean or minimum of the training split; 0 unless scaled
     * @param scale        standard deviation or range; 1 unless scaled
     * @param coefficients {@code [outputs]}, of the number as it stands
     */
    record Numbers(
            String name, ColumnType type, float replacement, double center, double scale, double[] coefficients) {}

    /**
     * A column of texts.
     *
     * @param replacement   the category that a missing text becomes; {@code ""}: none, it is one of its own
     * @param allowsMissing whether a missing one has an answer
     * @param allowsUnseen  whether one that training did not see has an answer: then it adds nothing
     * @param coefficients  category to {@code [outputs]}; {@code ""} for a missing text where that is its own category
     */
    record Texts(
            String name,
            String replacement,
            boolean allowsMissing,
            boolean allowsUnseen,
            Map<String, double[]> coefficients) {}

    /** Of a logistic model of rows. */
    static LogisticForm of(Model model) {
        return new Maker(model).form();
    }

    /** Takes the model apart, column by column in the order in which preprocessing hands them over. */
    private static final class Maker {
        private final Preprocessing preprocessing;
        private final Signature signature;
        private final float[] parameters;
        private final int features;
        private final int outputs;
        private double[] centers;
        private double[] scales;
        private float[] replacements;
        private int[] textReplacements;
        private OneHot oneHot;
        private int at;

        Maker(Model model) {
            preprocessing = model.preprocessing();
            signature = SignatureMaker.of(model);
            parameters = model.network().parameters();
            features = model.network().shape().features();
            outputs = model.network().outputs();
            preprocessing.steps().forEach(this::remember);
        }

        private void remember(Step step) {
            if (step instanceof ImputeNumbers impute) {
                replacements = impute.values();
            } else if (step instanceof ImputeCategories impute) {
                textReplacements = impute.values();
            } else if (step instanceof OneHot encoding) {
                oneHot = encoding;
            } else if (step instanceof Scale scale) {
                centers = scale.centers();
                scales = scale.scales();
            } else {
                throw new AssertionError(step);
            }
        }

        LogisticForm form() {
            double[] intercepts = new double[outputs];
            for (int k = 0; k < outputs; k++) {
                intercepts[k] = parameters[outputs * features + k];
            }
            List<Numbers> numbers = new ArrayList<>();
            for (var field : preprocessing.inputSchema().numeric()) {
                double center = centers == null ? 0 : centers[at];
                double scale = scales == null ? 1 : scales[at];
                float replacement = replacements == null ? 0 : replacements[at];
                double[] coefficients = coefficients(scale);
                for (int k = 0; k < outputs; k++) {
                    intercepts[k] -= coefficients[k] * center;
                }
                numbers.add(new Numbers(field.name(), field.type(), replacement, center, scale, coefficients));
            }
            List<Texts> texts = new ArrayList<>();
            for (Signature.Column column : signature.columns()) {
                if (column.text()) {
                    texts.add(texts(column, texts.size()));
                }
            }
            return new LogisticForm(numbers, texts, intercepts);
        }

        private Texts texts(Signature.Column column, int position) {
            Map<String, double[]> coefficients = new LinkedHashMap<>();
            column.categories().forEach(category -> coefficients.put(category, coefficients(1)));
            if (oneHot.columns().get(position).missing()) {
                coefficients.put("", coefficients(1));
            }
            int code = textReplacements == null ? Table.MISSING : textReplacements[position];
            String replacement =
                    code == Table.MISSING ? "" : column.categories().get(code);
            boolean unseen = oneHot.unseen() == Unseen.IGNORE;
            return new Texts(column.name(), replacement, column.allowsMissing(), unseen, coefficients);
        }

        /** Those of the next feature. */
        private double[] coefficients(double scale) {
            double[] coefficients = new double[outputs];
            for (int k = 0; k < outputs; k++) {
                coefficients[k] = parameters[k * features + at] / scale;
            }
            at++;
            return coefficients;
        }
    }
}
