package lintel.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.ColumnType;
import org.dmg.pmml.Apply;
import org.dmg.pmml.Constant;
import org.dmg.pmml.DerivedField;
import org.dmg.pmml.Expression;
import org.dmg.pmml.FieldRef;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.Model;
import org.dmg.pmml.OutputField;
import org.dmg.pmml.PMML;
import org.dmg.pmml.ResultFeature;
import org.dmg.pmml.mining.MiningModel;
import org.dmg.pmml.mining.Segment;
import org.dmg.pmml.regression.CategoricalPredictor;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionModel;
import org.dmg.pmml.regression.RegressionModel.NormalizationMethod;
import org.dmg.pmml.regression.RegressionTable;

/**
 * What a PMML document says to raw rows, computed from what stands in it alone. Knows the part of PMML 4.4 that
 * {@link PmmlDocument} writes: regressions, alone or in a chain. Anything else is an {@link ExportFailure}.
 */
final class PmmlAnswers {
    private final Signature signature;
    private final PmmlFields fields;
    private final List<RegressionModel> chain;

    PmmlAnswers(PMML document, Signature signature) {
        this.signature = signature;
        Model model = document.getModels().get(0);
        fields = new PmmlFields(document.getDataDictionary(), model.getMiningSchema());
        List<Model> models = model instanceof MiningModel mining
                ? mining.getSegmentation().getSegments().stream()
                        .map(Segment::getModel)
                        .toList()
                : List.of(model);
        chain = models.stream().map(RegressionModel.class::cast).toList();
    }

    Answers of(RawRows rows, int[] chosen) {
        int outputs = signature.outputs();
        float[] probabilities = new float[chosen.length * outputs];
        String[] labels = new String[chosen.length];
        List<Map<String, Object>> given = given(rows, chosen);
        for (int i = 0; i < chosen.length; i++) {
            Optional<List<Object>> said = fields.treated(given.get(i)).map(this::said);
            for (int k = 0; k < outputs; k++) {
                int output = k;
                probabilities[i * outputs + k] =
                        said.map(values -> (float) number(values.get(output))).orElse(Float.NaN);
            }
            labels[i] = said.map(values -> values.get(outputs).toString()).orElse("");
        }
        return new Answers(probabilities, labels);
    }

    /** Rows as a caller has them: null for a missing value. */
    private List<Map<String, Object>> given(RawRows rows, int[] chosen) {
        List<Map<String, Object>> given = new ArrayList<>();
        Arrays.stream(chosen).forEach(i -> given.add(new HashMap<>()));
        float[] numbers = rows.numbers(chosen);
        int width = numbers.length / chosen.length;
        int next = 0;
        for (Signature.Column column : signature.columns()) {
            String[] texts = column.text() ? rows.texts(column.name(), chosen) : null;
            for (int i = 0; i < chosen.length; i++) {
                given.get(i)
                        .put(
                                column.name(),
                                column.text() ? texts[i] : number(numbers[i * width + next], column.type()));
            }
            next += column.text() ? 0 : 1;
        }
        return given;
    }

    private static Object number(float value, ColumnType type) {
        if (Float.isNaN(value)) {
            return null;
        }
        return type == ColumnType.BOOLEAN ? (Object) (value > 0) : (Object) (double) value;
    }

    /** The outputs of the last model, in order: probabilities, then the label. */
    private List<Object> said(Map<String, Object> row) {
        List<Object> said = List.of();
        for (RegressionModel model : chain) {
            said = new ArrayList<>();
            if (model.getLocalTransformations() != null) {
                for (DerivedField field : model.getLocalTransformations().getDerivedFields()) {
                    row.put(field.getName(), value(field.getExpression(), row));
                }
            }
            Object predicted = predicted(model, row);
            for (OutputField field : model.getOutput().getOutputFields()) {
                boolean prediction = field.getResultFeature() == ResultFeature.PREDICTED_VALUE;
                Object value = prediction ? predicted : value(field.getExpression(), row);
                row.put(field.getName(), value);
                said.add(value);
            }
        }
        return said;
    }

    private static Object predicted(RegressionModel model, Map<String, Object> row) {
        List<RegressionTable> tables = model.getRegressionTables();
        if (model.getMiningFunction() == MiningFunction.REGRESSION
                && model.getNormalizationMethod() == NormalizationMethod.LOGIT) {
            return 1 / (1 + Math.exp(-sum(tables.get(0), row)));
        }
        if (model.getMiningFunction() != MiningFunction.CLASSIFICATION
                || model.getNormalizationMethod() != NormalizationMethod.SOFTMAX) {
            throw new ExportFailure("PMML: a regression that is neither a logit nor a softmax");
        }
        RegressionTable best = tables.get(0);
        for (RegressionTable table : tables) {
            best = sum(table, row) > sum(best, row) ? table : best;
        }
        return best.getTargetCategory();
    }

    /** A missing number makes it NaN; a missing text is no category, and adds nothing. */
    private static double sum(RegressionTable table, Map<String, Object> row) {
        double sum = table.getIntercept().doubleValue();
        for (NumericPredictor predictor : table.getNumericPredictors()) {
            sum += predictor.getCoefficient().doubleValue() * number(row.get(predictor.getField()));
        }
        for (CategoricalPredictor predictor : table.getCategoricalPredictors()) {
            Object value = row.get(predictor.getField());
            boolean holds = value != null
                    && value.toString().equals(predictor.getValue().toString());
            sum += holds ? predictor.getCoefficient().doubleValue() : 0;
        }
        return sum;
    }

    private static Object value(Expression expression, Map<String, Object> row) {
        if (expression instanceof FieldRef reference) {
            return row.get(reference.getField());
        }
        if (expression instanceof Constant constant) {
            return constant.getValue();
        }
        Apply apply = (Apply) expression;
        List<Expression> arguments = apply.getExpressions();
        Object first = value(arguments.get(0), row);
        return switch (apply.getFunction()) {
            case "if" -> value(arguments.get((boolean) first ? 1 : 2), row);
            case "isMissing" -> first == null;
            case "greaterOrEqual" -> number(first) >= number(value(arguments.get(1), row));
            default -> throw new ExportFailure("PMML: the function '%s'".formatted(apply.getFunction()));
        };
    }

    private static double number(Object value) {
        return value == null ? Double.NaN : Double.parseDouble(value.toString());
    }
}
