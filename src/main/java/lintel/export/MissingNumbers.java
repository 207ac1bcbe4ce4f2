package lintel.export;

import java.util.ArrayList;
import java.util.List;

/** Numbers that stand for a missing one: those that a config's texts for it spell. */
final class MissingNumbers {
    private MissingNumbers() {}

    /** @param missing texts; those that are no finite number are passed over */
    static List<Float> of(List<String> missing) {
        List<Float> numbers = new ArrayList<>();
        for (String text : missing) {
            if (text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
                float number = Float.parseFloat(text);
                if (Float.isFinite(number) && !numbers.contains(number)) {
                    numbers.add(number);
                }
            }
        }
        return List.copyOf(numbers);
    }
}
