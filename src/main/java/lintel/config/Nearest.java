package lintel.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that somebody probably meant. */
public final class Nearest {
    /** Longer names are no slip of the pen, and the cost grows with the square. */
    private static final int LONGEST = 200;

    private Nearest() {}

    /**
     * The known name with the fewest edits (insert, delete, replace or swap neighbours, letter case not counting) from
     * {@code found}; of equally near ones the first. Empty when even that one differs by more than a third of the
     * letters.
     *
     * <p>The measure is the optimal string alignment distance, O(letters squared) per name.
     */
    public static Optional<String> to(String found, Collection<String> known) {
        String wanted = found.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String name : known) {
            String candidate = name.toLowerCase(Locale.ROOT);
            int allowed = Math.max(1, Math.max(wanted.length(), candidate.length()) / 3);
            boolean hopeless = wanted.length() > LONGEST || Math.abs(wanted.length() - candidate.length()) > allowed;
            int distance = hopeless ? Integer.MAX_VALUE : distance(wanted, candidate);
            if (distance <= allowed && distance < least) {
                best = name;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code " (did you mean 'x'?)"}, or nothing when no known name is near: to end a message with. */
    public static String hint(String found, Collection<String> known) {
        Optional<String> nearest = to(found, known);
        return nearest.isPresent() ? " (did you mean '" + nearest.get() + "'?)" : "";
    }

    private static int distance(String a, String b) {
        int[] twoBack = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + twoBack[j - 2]);
                }
            }
            twoBack = last;
            last = row;
        }
        return last[b.length()];
    }
}
