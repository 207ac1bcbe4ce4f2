package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void doesEachPartOnceAndReturnsWhenAllAreDone(int threads) {
        try (Team team = Team.of(threads)) {
            for (int parts : new int[] {0, 1, 2, 7, 100}) {
                int[] times = new int[parts];
                team.share(parts, i -> times[i]++);
                int[] once = new int[parts];
                Arrays.fill(once, 1);
                assertArrayEquals(once, times);
            }
        }
    }

    /** Threads that waited for each other's parts would wait for ever. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void partsMayShareInTurn(int threads) {
        try (Team team = Team.of(threads)) {
            int[][] times = new int[20][7];
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60), () -> team.share(20, i -> team.share(7, j -> times[i][j]++)));
            int[] once = new int[7];
            Arrays.fill(once, 1);
            for (int[] part : times) {
                assertArrayEquals(once, part);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void throwsWhatAPartThrows(int threads) {
        try (Team team = Team.of(threads)) {
            IllegalStateException error = assertThrows(
                    IllegalStateException.class,
                    () -> team.share(8, i -> {
                        throw new IllegalStateException("part");
                    }));
            assertEquals("part", error.getMessage());
        }
    }
}
