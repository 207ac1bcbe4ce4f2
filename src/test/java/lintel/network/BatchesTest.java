package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
    private static final int[] LENGTHS = {3, 1, 3, 2, 3, 1, 3, 3, 2};

    @Test
    void keepsTheOrderAndTheShortBatch() {
        Problem problem = Problem.of("2 last", 2, 1, 1, LENGTHS);
        List<int[]> batches = problem.network().batches(problem.examples(), 4, null);
        assertEquals("[[0, 1, 2, 3], [4, 5, 6, 7], [8]]", text(batches));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 last", "2 last bidirectional"})
    void everyExampleOnceWhateverTheShuffle(String form) {
        Problem problem = Problem.of(form, 2, 1, 1, LENGTHS);
        for (int seed = 0; seed < 20; seed++) {
            List<int[]> batches = problem.network().batches(problem.examples(), 2, new Random(seed));
            int[] seen = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
            assertArrayEquals(IntStream.range(0, LENGTHS.length).toArray(), seen);
        }
    }

    @Test
    void shuffleComesFromItsSeedAlone() {
        assertArrayEquals(Batches.order(50, new Random(3)), Batches.order(50, new Random(3)));
        assertFalse(Arrays.equals(Batches.order(50, new Random(3)), Batches.order(50, new Random(4))));
    }

    /** Each of the 3! orders of three is dealt about equally often: 6,000 deals, 3.5 standard deviations. */
    @Test
    void shuffleIsFair() {
        int[] counts = new int[27];
        Random random = new Random(1);
        for (int deal = 0; deal < 6000; deal++) {
            int[] order = Batches.order(3, random);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        int[] dealt = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertEquals(6, dealt.length);
        Arrays.stream(dealt).forEach(count -> assertEquals(1000, count, 3.5 * Math.sqrt(6000 * 5 / 36.0)));
    }

    @Test
    void noBatchWithoutASize() {
        var error = assertThrows(IllegalArgumentException.class, () -> Batches.cut(new int[3], 0));
        assertEquals("a batch needs a size of at least 1, but is given 0", error.getMessage());
    }

    private static String text(List<int[]> batches) {
        return batches.stream().map(Arrays::toString).toList().toString();
    }
}
