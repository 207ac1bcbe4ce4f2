package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import lintel.config.InputException;
import lintel.data.Target;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Target BINARY =
            new Target(Target.Kind.BINARY, List.of("y"), List.of("no", "yes"), List.of(List.of("0"), List.of("1")));
    private static final Target CLASSES = new Target(
            Target.Kind.ONE_VS_REST,
            List.of("y"),
            List.of("a", "b", "c"),
            List.of(List.of("a"), List.of("b"), List.of("c")));
    private static final Target LABELS = new Target(
            Target.Kind.MULTI_LABEL,
            List.of("wet", "cold"),
            List.of("wet", "cold"),
            List.of(List.of("1"), List.of("1")));

    @Test
    void aProbabilityAtTheThresholdIsPositive() {
        Decision decision = Decision.of(BINARY, 0.25);
        assertEquals("yes", decision.label(new float[] {0.25f}, 0, BINARY));
        assertEquals("no", decision.label(new float[] {Math.nextDown(0.25f)}, 0, BINARY));
        assertArrayEquals(new boolean[] {true}, decision.positives(new float[] {9, 0.3f}, 1, 1));
    }

    @Test
    void theHighestOfSeveralClassesWinsAndTheFirstOfEqualOnes() {
        Decision decision = Decision.of(CLASSES, 0.9);
        assertEquals("b", decision.label(new float[] {0.1f, 0.3f, 0.2f}, 0, CLASSES));
        assertEquals("a", decision.label(new float[] {0.3f, 0.3f, 0.2f}, 0, CLASSES));
        assertEquals("c", decision.label(new float[] {1, 1, 0, 0.1f, 0.2f}, 2, CLASSES));
        assertArrayEquals(new boolean[] {false, true, false}, decision.positives(new float[] {0.1f, 0.3f, 0.2f}, 0, 3));
    }

    @Test
    void eachOfSeveralLabelsIsDecidedByItself() {
        Decision decision = Decision.of(LABELS, 0.5);
        assertEquals("wet|cold", decision.label(new float[] {0.5f, 0.7f}, 0, LABELS));
        assertEquals("cold", decision.label(new float[] {0.4f, 0.7f}, 0, LABELS));
        assertEquals("", decision.label(new float[] {0.4f, 0.3f}, 0, LABELS));
    }

    @Test
    void comesBackFromJsonEqual() {
        for (Target target : List.of(BINARY, CLASSES, LABELS)) {
            Decision decision = Decision.of(target, 0.3);
            assertEquals(decision, Decision.fromJson(decision.toJson(), target));
        }
    }

    @Test
    void foreignJsonIsRefused() {
        Decision decision = Decision.of(BINARY, 0.3);
        assertEquals(
                "'decision.kind' must be the target's, one-vs-rest, but is \"binary\"",
                assertThrows(InputException.class, () -> Decision.fromJson(decision.toJson(), CLASSES))
                        .getMessage());
        var two = decision.toJson();
        two.withArray("thresholds").add(0.4);
        assertEquals(
                "'decision.thresholds' must be a list of 1, but is [0.3,0.4]",
                assertThrows(InputException.class, () -> Decision.fromJson(two, BINARY))
                        .getMessage());
        var outside = decision.toJson();
        outside.withArray("thresholds").removeAll().add(1.5);
        assertEquals(
                "'decision.thresholds[0]' must be a number in [0.0, 1.0], but is 1.5",
                assertThrows(InputException.class, () -> Decision.fromJson(outside, BINARY))
                        .getMessage());
    }

    @Test
    void thresholdsMustFitTheKind() {
        assertEquals(
                "a threshold must be in [0, 1], but is NaN",
                assertThrows(IllegalArgumentException.class, () -> Decision.of(BINARY, Double.NaN))
                        .getMessage());
        assertEquals(
                "ONE_VS_REST does not take 1 thresholds",
                assertThrows(IllegalArgumentException.class, () -> new Decision(Target.Kind.ONE_VS_REST, List.of(0.5)))
                        .getMessage());
    }
}
