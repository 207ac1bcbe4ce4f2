package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import lintel.training.LogisticObjective.Point;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** By its definition, for sums of exponentials of random margins. */
class RemainderTest {
    private static final int SIZE = 4;
    private static final double STEP = 1e-6;

    private final double[][] rows = new double[20][SIZE];
    private Random random = new Random(0);

    @RepeatedTest(20)
    void isALowerBoundOfExponentialsWithTheirValueAndGradient(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < rows.length; i++) {
            rows[i] = numbers();
        }
        double[] origin = numbers();
        Remainder remainder = Remainder.of(exponentials(origin), new Point(origin, 0, 0, new double[SIZE]));
        double[] gradient = new double[SIZE];
        assertEquals(exponentials(origin).loss(), remainder.addTo(gradient, origin), 1e-12 * remainder.loss());
        assertArrayEquals(exponentials(origin).gradient(), gradient, 1e-12 * remainder.loss());
        for (int trial = 0; trial < 20; trial++) {
            double[] at = numbers();
            assertTrue(remainder.addTo(new double[SIZE], at) <= exponentials(at).loss() * (1 + 1e-12));
        }
    }

    @RepeatedTest(10)
    void itsDerivativesAreThoseOfItsValue(RepetitionInfo repetition) {
        random = new Random(-repetition.getCurrentRepetition());
        Remainder remainder = new Remainder(0.5 + random.nextDouble(), numbers(), numbers());
        double[] from = numbers();
        double[] direction = numbers();
        double t = random.nextDouble();
        double[] along = remainder.along(from, direction, t);
        double scale = 1 + Math.abs(along[0]) + Math.abs(along[1]);
        double slope = (value(remainder, from, direction, t + STEP) - value(remainder, from, direction, t - STEP))
                / (2 * STEP);
        assertEquals(slope, along[0], 1e-7 * scale);
        double change =
                remainder.along(from, direction, t + STEP)[0] - remainder.along(from, direction, t - STEP)[0];
        assertEquals(change / (2 * STEP), along[1], 1e-7 * scale);
        double[] gradient = new double[SIZE];
        remainder.addTo(gradient, ahead(from, direction, t));
        assertEquals(along[0], SecantPairs.dot(gradient, direction), 1e-12 * scale);
    }

    @Test
    void ofAllRowsThereIsNone() {
        Point all = new Point(new double[SIZE], 3, 1, new double[SIZE]);
        Remainder none = Remainder.of(all, new Point(new double[SIZE], 3, 1, new double[SIZE]));
        assertEquals(0, none.addTo(new double[SIZE], numbers()));
        assertArrayEquals(new double[2], none.along(numbers(), numbers(), 1));
    }

    private static double value(Remainder remainder, double[] from, double[] direction, double t) {
        return remainder.addTo(new double[SIZE], ahead(from, direction, t));
    }

    private static double[] ahead(double[] from, double[] direction, double t) {
        double[] at = from.clone();
        for (int j = 0; j < SIZE; j++) {
            at[j] += t * direction[j];
        }
        return at;
    }

    private Point exponentials(double[] at) {
        double loss = 0;
        double[] gradient = new double[SIZE];
        for (double[] row : rows) {
            double each = Math.exp(-SecantPairs.dot(row, at));
            loss += each;
            for (int j = 0; j < SIZE; j++) {
                gradient[j] -= each * row[j];
            }
        }
        return new Point(at, loss, 0, gradient);
    }

    private double[] numbers() {
        return random.doubles(SIZE, -1, 1).toArray();
    }
}
