package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches whose sequences several threads share. */
class LstmThreadsTest {
    /** By the definition: every sequence and every row is in one share, in the order in which it comes among all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sharesAreAllTogether(int n) {
        PackedSteps all = PackedSteps.of(new int[] {3, 9, 1, 7, 7});
        for (PackedSteps steps : List.of(all, all.span(2, 8))) {
            int[] rows = new int[steps.rows()];
            for (Share share : Share.of(steps, n)) {
                for (int i = 0; i < share.sequences().length; i++) {
                    int sequence = share.sequences()[i];
                    for (int step = 0; step < share.steps().steps(); step++) {
                        if (share.steps().place(i) < share.steps().reaching(step)) {
                            int row = share.rows()[share.steps().row(i, step)];
                            assertEquals(steps.row(sequence, step), row);
                            rows[row]++;
                        }
                    }
                }
            }
            int[] once = new int[steps.rows()];
            Arrays.fill(once, 1);
            assertArrayEquals(once, rows);
        }
    }

    /** In double, so that only rounding is left; batches are as small as are shared at all. */
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void threadsChangeNothingButRounding(boolean bidirectional, boolean everyStep) {
        LstmForm form = new LstmForm(3, List.of(80, 70), bidirectional, everyStep, 2, 0);
        PackedSteps steps = PackedSteps.of(new Random(1).ints(70, 1, 130).toArray()); // more than 6e8 multiplications
        try (Lstm one = LstmTest.random(form, true, 1);
                Lstm four = LstmTest.random(form, true, 4)) {
            double[] expected = LstmTest.answersAndGradient(one, form, steps);
            double[] found = LstmTest.answersAndGradient(four, form, steps);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertArrayEquals(expected, found, 1e-12 * largest);
            assertFalse(Arrays.equals(expected, found), "nothing was shared");
            assertArrayEquals(found, LstmTest.answersAndGradient(four, form, steps));
        }
    }

    /** Spans of few steps, so that at last a share has no sequence left. */
    @Test
    void threadsContinueWhereTheyEnded() {
        LstmForm form = new LstmForm(3, List.of(150), false, true, 1, 0);
        int[] lengths = new Random(2).ints(40, 1, 60).toArray();
        lengths[7] = 90;
        PackedSteps steps = PackedSteps.of(lengths);
        try (Lstm one = LstmTest.random(form, true, 1);
                Lstm two = LstmTest.random(form, true, 2)) {
            float[] values = LstmTest.values(steps, form);
            double[] expected = new double[one.parameterCount()];
            double[] found = new double[one.parameterCount()];
            for (int from = 0; from < 90; from += 15) {
                double[] answers = one.train(steps, values, from, from + 15, 0);
                assertArrayEquals(answers, two.train(steps, values, from, from + 15, 0), 1e-13);
                one.gradient(answers.clone(), expected);
                two.gradient(answers, found);
                assertArrayEquals(expected, found, 1e-11);
            }
        }
    }
}
