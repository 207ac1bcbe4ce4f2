package lintel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
    @Test
    void keysAreThoseOfTheContract() {
        assertEquals(
                List.of(
                        "accuracy",
                        "balancedAccuracy",
                        "precision",
                        "recall",
                        "specificity",
                        "f1Score",
                        "matthewsScore",
                        "rocAuc",
                        "prAuc",
                        "logLoss",
                        "brierLoss",
                        "calibrationError"),
                Metric.keys());
        assertEquals(Optional.empty(), Metric.named("ROCAUC"));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void theNameTellsTheDirection(Metric metric) {
        boolean smallerIsBetter = metric.key().endsWith("Loss") || metric.key().endsWith("Error");
        assertEquals(!smallerIsBetter, metric.largerIsBetter());
        assertEquals(Optional.of(metric), Metric.named(metric.key()));
    }

    @Test
    void scoreIsANumberOrAReason() {
        var infinite = assertThrows(IllegalArgumentException.class, () -> Score.of(Double.POSITIVE_INFINITY));
        assertEquals("a defined score must be finite, but is Infinity", infinite.getMessage());
        var both = assertThrows(IllegalArgumentException.class, () -> new Score(1, "there are no rows"));
        assertEquals("an undefined score must be NaN, but is 1.0", both.getMessage());
    }
}
