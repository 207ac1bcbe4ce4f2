package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import lintel.data.Matrix;
import lintel.engine.Team;
import org.junit.jupiter.api.Test;

class ColumnSquaresTest {
    private static final int ROWS = 20_000;

    private final Random random = new Random(5);

    private ColumnSquares squares(int step, IntToDoubleFunction feature) {
        Matrix.Builder builder = new Matrix.Builder(2, ROWS);
        for (int i = 0; i < ROWS; i++) {
            builder.current()[builder.offset()] = (float) (3 * random.nextGaussian());
            builder.current()[builder.offset() + 1] = (float) feature.applyAsDouble(i);
            builder.endRow();
        }
        try (Team team = Team.of(1);
                DenseBlocks features = new DenseBlocks(builder.build(), team)) {
            return ColumnSquares.of(features, step);
        }
    }

    @Test
    void allRowsGiveTheSumItself() {
        ColumnSquares found = squares(1, i -> i % 100);
        assertEquals(328_350.0 * ROWS / 100, found.sums()[1], 1e-6 * found.sums()[1]); // 0² + … + 99² = 328,350
        assertTrue(found.tell());
    }

    @Test
    void someRowsTellASumThatManyShare() {
        ColumnSquares found = squares(10, i -> random.nextGaussian());
        assertTrue(found.tell());
        assertEquals(9.0 * ROWS, found.sums()[0], 9.0 * ROWS / 10); // the mean of 2,000 squares is off by a thirtieth
        assertEquals(ROWS, found.sums()[1], ROWS / 10.0);
    }

    @Test
    void someRowsDoNotTellOfRareNumbers() {
        assertFalse(squares(10, i -> 0).tell());
        assertFalse(squares(10, i -> i % 10 == 1 ? 1 : 0).tell()); // all of them missed
        assertFalse(squares(10, i -> i % 2000 == 0 ? 5 : 0).tell());
        assertFalse(squares(10, i -> i == 500 ? 1000 : random.nextGaussian()).tell());
    }
}
