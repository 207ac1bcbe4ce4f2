package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    @Test
    void numbersByValueThenTextByCharacter() {
        List<String> sorted = List.of("-1e3", "-1", "0", "1", "1.0", "2", "10", "", "-", "10a", "1f", "NaN", "a", "b");
        for (int seed = 0; seed < 20; seed++) {
            List<String> shuffled = new ArrayList<>(sorted);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(NaturalOrder.OF_TEXTS);
            assertEquals(sorted, shuffled);
        }
    }
}
