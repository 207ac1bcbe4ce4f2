package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedStepsTest {
    @Test
    void stepsStandTogetherLongestSequencesFirst() {
        PackedSteps packed = PackedSteps.of(new int[] {1, 3, 2, 3});
        assertEquals(4, packed.sequences());
        assertEquals(3, packed.steps());
        assertEquals(9, packed.rows());
        assertArrayEquals(
                new int[] {4, 3, 2, 0},
                IntStream.range(0, 4).map(packed::reaching).toArray());
        assertArrayEquals(
                new int[] {0, 4, 7}, IntStream.range(0, 3).map(packed::start).toArray());
        assertArrayEquals(
                new int[] {0, 4, 7},
                IntStream.range(0, 3).map(step -> packed.row(1, step)).toArray());
        assertArrayEquals(
                new int[] {1, 5, 8},
                IntStream.range(0, 3).map(step -> packed.row(3, step)).toArray());
        assertEquals(3, packed.row(0, 0));
    }

    /** By the definition: every step has a row of its own, and no row is left over. */
    @Test
    void everyStepHasItsRow() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int[] lengths = random.ints(1 + random.nextInt(9), 1, 1 + 1 + random.nextInt(12))
                    .toArray();
            PackedSteps packed = PackedSteps.of(lengths);
            boolean[] taken = new boolean[Arrays.stream(lengths).sum()];
            assertEquals(taken.length, packed.rows());
            for (int sequence = 0; sequence < lengths.length; sequence++) {
                for (int step = 0; step < lengths[sequence]; step++) {
                    int row = packed.row(sequence, step);
                    assertTrue(row >= packed.start(step) && row < packed.start(step) + packed.reaching(step));
                    assertTrue(!taken[row]);
                    taken[row] = true;
                }
                assertEquals(packed.row(sequence, lengths[sequence] - 1), packed.lastRow(sequence));
            }
        }
    }

    @Test
    void aSpanIsLikeItsStepsAlone() {
        PackedSteps packed = PackedSteps.of(new int[] {1, 4, 2, 3});
        PackedSteps span = packed.span(1, 3);
        assertEquals(2, span.steps());
        assertEquals(5, span.rows());
        assertEquals(4, span.sequences());
        assertEquals(packed.row(3, 2) - packed.start(1), span.row(3, 1));
    }

    @Test
    void refusesWhatHasNoSteps() {
        for (int[] lengths : new int[][] {{}, {3, 0}}) {
            assertEquals(
                    "a batch needs sequences of at least one step each",
                    assertThrows(IllegalArgumentException.class, () -> PackedSteps.of(lengths))
                            .getMessage());
        }
    }
}
