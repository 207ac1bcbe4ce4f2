package lintel.export;

import java.util.ArrayList;
import java.util.List;
import lintel.config.ColumnType;
import lintel.data.Target;
import lintel.engine.Versions;
import org.dmg.pmml.Application;
import org.dmg.pmml.Apply;
import org.dmg.pmml.Constant;
import org.dmg.pmml.DataDictionary;
import org.dmg.pmml.DataField;
import org.dmg.pmml.DataType;
import org.dmg.pmml.DerivedField;
import org.dmg.pmml.FieldRef;
import org.dmg.pmml.Header;
import org.dmg.pmml.InvalidValueTreatmentMethod;
import org.dmg.pmml.LocalTransformations;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.MissingValueTreatmentMethod;
import org.dmg.pmml.OpType;
import org.dmg.pmml.Output;
import org.dmg.pmml.OutputField;
import org.dmg.pmml.PMML;
import org.dmg.pmml.ResultFeature;
import org.dmg.pmml.True;
import org.dmg.pmml.Value;
import org.dmg.pmml.mining.MiningModel;
import org.dmg.pmml.mining.Segment;
import org.dmg.pmml.mining.Segmentation;
import org.dmg.pmml.regression.CategoricalPredictor;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionModel;
import org.dmg.pmml.regression.RegressionModel.NormalizationMethod;
import org.dmg.pmml.regression.RegressionTable;

/**
 * Logistic regression in PMML's words. Two classes are a regression with logit link, whose outputs are
 * {@code probability} and, by the threshold, {@code label}. Several are a chain: one such regression for each, then
 * one that takes the highest; their outputs are {@code probability_<class>} and {@code label}. An output whose name is
 * a column's is {@code output:<name>}.
 */
final class PmmlDocument {
    private final Signature signature;
    private final LogisticForm form;
    private final Target target;
    private final DataDictionary dictionary = new DataDictionary();
    private final List<MiningField> mining = new ArrayList<>();
    private final LocalTransformations derived = new LocalTransformations();

    PmmlDocument(Signature signature, LogisticForm form, Target target) {
        this.signature = signature;
        this.form = form;
        this.target = target;
        form.numbers().forEach(this::describe);
        form.texts().forEach(this::describe);
    }

    PMML document() {
        Header header = new Header()
                .setDescription(signature.name())
                .setModelVersion(signature.origin().created())
                .setApplication(new Application("Lintel").setVersion(Versions.lintel()));
        org.dmg.pmml.Model model = target.kind() == Target.Kind.BINARY ? binary() : chain();
        return new PMML("4.4", header, dictionary).addModels(model.setModelName(signature.name()));
    }

    private void describe(LogisticForm.Numbers column) {
        boolean truth = column.type() == ColumnType.BOOLEAN;
        DataField field = truth
                ? new DataField(column.name(), OpType.CATEGORICAL, DataType.BOOLEAN)
                : new DataField(column.name(), OpType.CONTINUOUS, DataType.DOUBLE);
        MiningField mined = new MiningField(column.name());
        if (Float.isNaN(column.replacement())) {
            mined.setMissingValueTreatment(MissingValueTreatmentMethod.RETURN_INVALID);
        } else {
            mined.setMissingValueReplacement(truth ? (Object) (column.replacement() > 0) : column.replacement());
        }
        if (!truth) {
            MissingNumbers.of(signature.missing()).forEach(stand -> missing(field, (double) stand));
        }
        dictionary.addDataFields(field);
        mining.add(mined);
    }

    private static void missing(DataField field, Object value) {
        field.addValues(new Value(value).setProperty(Value.Property.MISSING));
    }

    /** Categories that training did not see match no term, and so add nothing, unless they are refused. */
    private void describe(LogisticForm.Texts column) {
        DataField field = new DataField(column.name(), OpType.CATEGORICAL, DataType.STRING);
        column.coefficients().keySet().stream()
                .filter(category -> !category.isEmpty())
                .forEach(category -> field.addValues(new Value(category)));
        signature.missing().forEach(text -> missing(field, text));
        MiningField mined = new MiningField(column.name())
                .setInvalidValueTreatment(
                        column.allowsUnseen()
                                ? InvalidValueTreatmentMethod.AS_IS
                                : InvalidValueTreatmentMethod.RETURN_INVALID);
        if (!column.allowsMissing()) {
            mined.setMissingValueTreatment(MissingValueTreatmentMethod.RETURN_INVALID);
        } else if (!column.replacement().isEmpty()) {
            mined.setMissingValueReplacement(column.replacement());
        }
        if (column.coefficients().containsKey("")) {
            Apply absent = new Apply("if")
                    .addExpressions(
                            new Apply("isMissing").addExpressions(new FieldRef(column.name())),
                            new Constant(1.0),
                            new Constant(0.0));
            derived.addDerivedFields(new DerivedField(missingName(column), OpType.CONTINUOUS, DataType.DOUBLE, absent));
        }
        dictionary.addDataFields(field);
        mining.add(mined);
    }

    /** Fields have one name each, whether they go in or come out. */
    private String free(String name) {
        boolean taken =
                signature.columns().stream().anyMatch(column -> column.name().equals(name));
        return taken ? free("output:" + name) : name;
    }

    private static String missingName(LogisticForm.Texts column) {
        return "missing(" + column.name() + ")";
    }

    private org.dmg.pmml.Model binary() {
        Apply decision = new Apply("if")
                .addExpressions(
                        new Apply("greaterOrEqual")
                                .addExpressions(
                                        new FieldRef(free(Signature.PROBABILITY)),
                                        new Constant(signature.thresholds().get(0))),
                        new Constant(signature.classes().get(1)),
                        new Constant(signature.classes().get(0)));
        OutputField label = new OutputField(free(Signature.LABEL), OpType.CATEGORICAL, DataType.STRING)
                .setResultFeature(ResultFeature.TRANSFORMED_VALUE)
                .setExpression(decision);
        RegressionModel model = regression(0, free(Signature.PROBABILITY));
        model.getOutput().addOutputFields(label);
        return model;
    }

    /** The probability of one output, under that name. */
    private RegressionModel regression(int output, String name) {
        RegressionTable table = new RegressionTable(form.intercepts()[output]);
        for (LogisticForm.Numbers column : form.numbers()) {
            double coefficient = column.coefficients()[output];
            if (column.type() == ColumnType.BOOLEAN) {
                table.addCategoricalPredictors(new CategoricalPredictor(column.name(), true, coefficient));
            } else {
                table.addNumericPredictors(new NumericPredictor(column.name(), coefficient));
            }
        }
        for (LogisticForm.Texts column : form.texts()) {
            column.coefficients().forEach((category, values) -> {
                if (category.isEmpty()) {
                    table.addNumericPredictors(new NumericPredictor(missingName(column), values[output]));
                } else {
                    table.addCategoricalPredictors(new CategoricalPredictor(column.name(), category, values[output]));
                }
            });
        }
        RegressionModel model = new RegressionModel(MiningFunction.REGRESSION, schema(mining), List.of(table))
                .setNormalizationMethod(NormalizationMethod.LOGIT)
                .setOutput(new Output()
                        .addOutputFields(new OutputField(name, OpType.CONTINUOUS, DataType.DOUBLE)
                                .setResultFeature(ResultFeature.PREDICTED_VALUE)));
        return derived.hasDerivedFields() ? model.setLocalTransformations(derived) : model;
    }

    private static MiningSchema schema(List<MiningField> fields) {
        return new MiningSchema().addMiningFields(fields.toArray(MiningField[]::new));
    }

    /**
     * What the last model reads must be a field, and what the document says must come from it: hence two names. Softmax
     * keeps the order, and is defined where all probabilities are 0.
     */
    private org.dmg.pmml.Model chain() {
        List<Segment> segments = new ArrayList<>();
        List<MiningField> read = new ArrayList<>();
        List<RegressionTable> tables = new ArrayList<>();
        Output said = new Output();
        for (int k = 0; k < signature.outputs(); k++) {
            String name = "output(%d)".formatted(k);
            String category = signature.classes().get(k);
            segments.add(new Segment(True.INSTANCE, regression(k, name)));
            read.add(new MiningField(name));
            tables.add(new RegressionTable(0)
                    .setTargetCategory(category)
                    .addNumericPredictors(new NumericPredictor(name, 1)));
            said.addOutputFields(new OutputField(free("probability_" + category), OpType.CONTINUOUS, DataType.DOUBLE)
                    .setResultFeature(ResultFeature.TRANSFORMED_VALUE)
                    .setExpression(new FieldRef(name)));
        }
        said.addOutputFields(new OutputField(free(Signature.LABEL), OpType.CATEGORICAL, DataType.STRING)
                .setResultFeature(ResultFeature.PREDICTED_VALUE));
        segments.add(new Segment(
                True.INSTANCE,
                new RegressionModel(MiningFunction.CLASSIFICATION, schema(read), tables)
                        .setNormalizationMethod(NormalizationMethod.SOFTMAX)
                        .setOutput(said)));
        return new MiningModel(MiningFunction.CLASSIFICATION, schema(mining))
                .setSegmentation(new Segmentation(Segmentation.MultipleModelMethod.MODEL_CHAIN, segments));
    }
}
