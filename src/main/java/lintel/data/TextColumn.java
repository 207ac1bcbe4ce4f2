package lintel.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lintel.config.ColumnType;

/** Builds a categorical column. */
final class TextColumn extends ColumnBuilder {
    /** Null when the categories are to be found in the data. */
    private final Field known;

    private final String unseenRefused;
    private final Categories categories;
    private int[] codes = new int[64];
    private int rows;

    /** A column whose categories are what the data holds. */
    TextColumn(String name, List<byte[]> missing) {
        super(name, missing);
        this.known = null;
        this.unseenRefused = null;
        this.categories = new Categories();
    }

    /**
     * A column of known categories.
     *
     * @param unseenRefused the policy by which any other text is an error; null: it is {@link Table#UNSEEN}
     */
    TextColumn(Field known, List<byte[]> missing, String unseenRefused) {
        super(known.name(), missing);
        this.known = known;
        this.unseenRefused = unseenRefused;
        this.categories = new Categories(known.categories());
    }

    @Override
    void addMissing() {
        put(Table.MISSING);
    }

    @Override
    void addValue(byte[] text, int from, int to, Place place) {
        int code = categories.code(text, from, to);
        if (code == Table.UNSEEN && unseenRefused != null) {
            throw Refusals.unseen(place.place(), name, shown(text, from, to), unseenRefused);
        }
        put(code);
    }

    private void put(int code) {
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, 2 * rows);
        }
        codes[rows++] = code;
    }

    /** Hands over the column read so far and starts anew with no rows. */
    Taken take() {
        int[] taken = Arrays.copyOf(codes, rows);
        rows = 0;
        return known != null ? new Taken(known, taken) : sorted(taken);
    }

    private Taken sorted(int[] taken) {
        List<String> texts = categories.texts();
        int[] order = IntStream.range(0, texts.size())
                .boxed()
                .sorted((a, b) -> NaturalOrder.OF_TEXTS.compare(texts.get(a), texts.get(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        for (int i = 0; i < taken.length; i++) {
            taken[i] = taken[i] < 0 ? taken[i] : rank[taken[i]];
        }
        List<String> names = Arrays.stream(order).mapToObj(texts::get).toList();
        return new Taken(new Field(name, ColumnType.CATEGORICAL, names), taken);
    }

    /** A finished column. */
    record Taken(Field field, int[] codes) {}
}
