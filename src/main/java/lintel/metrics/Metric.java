package lintel.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A figure that tells better from worse predictions; the names are those of config and {@code metrics.json}. */
public enum Metric {
    ACCURACY("accuracy", true, ofDecisions(ConfusionMatrix::accuracy)),
    BALANCED_ACCURACY("balancedAccuracy", true, ofDecisions(ConfusionMatrix::balancedAccuracy)),
    PRECISION("precision", true, ofDecisions(decisions -> decisions.precision(1))),
    RECALL("recall", true, ofDecisions(decisions -> decisions.recall(1))),
    SPECIFICITY("specificity", true, ofDecisions(decisions -> decisions.specificity(1))),
    F1_SCORE("f1Score", true, ofDecisions(decisions -> decisions.f1Score(1))),
    MATTHEWS_SCORE("matthewsScore", true, ofDecisions(ConfusionMatrix::matthewsScore)),
    ROC_AUC("rocAuc", true, rows -> RocAuc.of(rows.labels(), rows.probabilities())),
    PR_AUC("prAuc", true, rows -> PrAuc.of(rows.labels(), rows.probabilities())),
    LOG_LOSS("logLoss", false, rows -> LogLoss.of(rows.labels(), rows.probabilities())),
    BRIER_LOSS("brierLoss", false, rows -> BrierLoss.of(rows.labels(), rows.probabilities())),
    CALIBRATION_ERROR("calibrationError", false, rows -> CalibrationError.of(rows.labels(), rows.probabilities()));

    private final String key;
    private final boolean largerIsBetter;
    private final Function<OneOutput, Score> ofOneOutput;

    Metric(String key, boolean largerIsBetter, Function<OneOutput, Score> ofOneOutput) {
        this.key = key;
        this.largerIsBetter = largerIsBetter;
        this.ofOneOutput = ofOneOutput;
    }

    private static Function<OneOutput, Score> ofDecisions(Function<ConfusionMatrix, Score> score) {
        return rows -> score.apply(rows.decisions());
    }

    /** The metric of that name, if there is one. */
    public static Optional<Metric> named(String key) {
        return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
    }

    /** All names, in the order they are shown. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Metric::key).toList();
    }

    /** The name in config and {@code metrics.json}, such as {@code rocAuc}. */
    public String key() {
        return key;
    }

    /** Whether a larger value is the better one; false for every loss and error. */
    public boolean largerIsBetter() {
        return largerIsBetter;
    }

    /** The metric of one output's rows. */
    Score of(OneOutput rows) {
        return rows.labels().length == 0 ? Score.undefined(ConfusionMatrix.NO_ROWS) : ofOneOutput.apply(rows);
    }
}
