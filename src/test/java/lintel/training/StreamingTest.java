package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamingTest {
    /** Microseconds of a tile: a few that were interrupted must not decide. */
    @ParameterizedTest
    @CsvSource({"20, 30, true", "30, 20, false"})
    void choosesTheFasterWayAfterTryingBoth(long touched, long untouched, boolean expected) {
        Streaming streaming = new Streaming();
        int tiles = 0;
        while (streaming.learning() && tiles < 100) {
            boolean way = streaming.touches();
            long interrupted = tiles % 10 < 2 ? 10_000 : 0;
            streaming.took(way, (way ? touched : untouched) + interrupted);
            tiles++;
        }
        assertFalse(streaming.learning());
        assertEquals(expected, streaming.touches());
    }
}
