package lintel.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one config, so that the user reads all of it at once, in the order of the file. */
final class Mistakes {
    private record Mistake(Place place, String text) {}

    private final List<Mistake> found = new ArrayList<>();

    /** @param text what follows the place: the key path in quotes, the rule and the value found */
    void add(Place place, String text) {
        Mistake mistake = new Mistake(place, text);
        if (!found.contains(mistake)) {
            found.add(mistake);
        }
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** One line for each mistake. */
    List<String> lines() {
        found.sort((a, b) -> a.place.compareTo(b.place));
        List<String> lines = new ArrayList<>();
        for (Mistake mistake : found) {
            lines.add(mistake.place + ": " + mistake.text);
        }
        return lines;
    }

    /** @throws InputException if there is any mistake, with one line for each */
    void throwIfAny() {
        if (any()) {
            throw new InputException(lines());
        }
    }
}
