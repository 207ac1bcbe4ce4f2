package lintel.report;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns of plain text: the first column flush left, all others flush right, two blanks between. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** @param cells as many as in every other row; the first row is the header */
    TextTable row(List<String> cells) {
        if (!rows.isEmpty() && rows.get(0).size() != cells.size()) {
            throw new IllegalArgumentException(
                    "a row must have %d cells, but has %d".formatted(rows.get(0).size(), cells.size()));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Characters of the longest line. */
    int width() {
        return lines().stream().mapToInt(TextTable::length).max().orElse(0);
    }

    /** The rows, without line ends and trailing blanks. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> cells : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                String cell = cells.get(column);
                String padding = " ".repeat(width(column) - length(cell));
                line.append(column == 0 ? cell + padding : GAP + padding + cell);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(cells -> length(cells.get(column))).max().orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
