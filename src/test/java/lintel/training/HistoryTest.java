package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void csvHasOneLinePerEpochAndLeavesAbsentNumbersEmpty() {
        var full = new History.Epoch(
                1, 0.01, 0.5, 0.75, OptionalDouble.of(0.625), OptionalDouble.of(0.75), 2.5, 1234.56, 0.25);
        var bare = new History.Epoch(
                2, 0.005, 0.25, 0.375, OptionalDouble.empty(), OptionalDouble.empty(), 1.5, 2000, 0.125);
        var history = new History("rocAuc", List.of(full, bare), 1, History.Ending.COMPLETED);

        assertEquals(
                """
                epoch,learningRate,trainLoss,cost,validationLoss,validationRocAuc,gradientNorm,examplesPerSecond,seconds
                1,0.01,0.5,0.75,0.625,0.75,2.5,1234.6,0.2500
                2,0.005,0.25,0.375,,,1.5,2000.0,0.1250
                """,
                history.toCsv());
        assertFalse(history.stopped());
    }
}
