package lintel.data;

import java.io.Closeable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import lintel.config.InputException;

/**
 * Rows in the format of SVMLight and LIBSVM, straight to a sparse matrix: a number as label, perhaps {@code qid:group},
 * then {@code feature:value} for the numbers that are not 0, features counted from 1 and best in rising order. What
 * stands behind a {@code #} is a comment; lines without anything else are skipped.
 *
 * <p>Source: https://svmlight.joachims.org.
 */
final class SvmReader implements Closeable {
    /** Larger feature numbers are taken for a mistake or an attack. */
    static final int MOST_FEATURES = 10_000_000;

    static final String GROUP = "qid";
    static final List<String> KEYS = List.of(IdxReader.LABEL, GROUP);

    private static final int MOST_LINE_BYTES = 1 << 28;
    private static final int MOST_TEXT_BYTES = 1000;

    private final String name;
    private final ByteWindow window;
    private final int known;
    private final boolean labelled;
    private final TextCodes labels = new TextCodes(IdxReader.LABEL);
    private final TextCodes groups = new TextCodes(GROUP);
    private long line;
    private int widest;
    private SparseMatrix.Builder rows;
    /** The row being read: where it ends, without and with its comment; where it is; the numbers so far. */
    private int end;

    private int lineEnd;
    private int at;
    private int[] features = new int[64];
    private float[] values = new float[64];
    private int count;

    /**
     * @param in       closed with the reader
     * @param known    features from here on are left out; 0: none are, and the largest says how many there are
     * @param labelled whether each row must begin with a label; else it may
     */
    SvmReader(String name, InputStream in, int known, boolean labelled) {
        this.name = name;
        this.window = new ByteWindow(name, in);
        this.known = known;
        this.labelled = labelled;
    }

    /**
     * The next rows, at most {@code most}; their keys are added to {@link #keys}.
     *
     * @throws InputException naming line and column of what is no such row
     */
    SparseMatrix next(int most) {
        rows = new SparseMatrix.Builder(Math.min(most, 1 << 10), 16);
        while (rows.rows() < most && startLine()) {
            if (!atEnd()) {
                row();
            }
            window.at = Math.min(window.limit, lineEnd + 1);
        }
        return rows.build(known > 0 ? known : Math.max(1, widest));
    }

    /** Label and group of all rows read so far where each must have a label; a row without a group has none. */
    List<KeyColumn> keys() {
        return List.of(labels.column(), groups.column());
    }

    private boolean startLine() {
        window.keep();
        int found = 0;
        while (true) {
            for (int i = window.at + found; i < window.limit; i++) {
                if (window.bytes[i] == '\n') {
                    return begin(i);
                }
            }
            found = window.limit - window.at;
            if (found > MOST_LINE_BYTES) {
                throw new InputException("%s:%d: must be a line of at most %,d bytes, but is longer"
                        .formatted(name, line + 1, MOST_LINE_BYTES));
            }
            if (!window.fill(found + 1)) {
                return found > 0 && begin(window.limit);
            }
        }
    }

    private boolean begin(int newline) {
        line++;
        lineEnd = newline;
        at = window.at;
        end = at;
        while (end < newline && window.bytes[end] != '#') {
            end++;
        }
        return true;
    }

    /** Skips blanks. */
    private boolean atEnd() {
        while (at < end && (window.bytes[at] == ' ' || window.bytes[at] == '\t' || window.bytes[at] == '\r')) {
            at++;
        }
        return at == end;
    }

    private int wordEnd() {
        int i = at;
        while (i < end && window.bytes[i] != ' ' && window.bytes[i] != '\t' && window.bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private void row() {
        count = 0;
        label();
        boolean rising = true;
        while (!atEnd()) {
            entry();
            rising &= count < 2 || features[count - 1] > features[count - 2];
        }
        if (!rising) {
            sort();
        }
        for (int i = 0; i < count; i++) {
            if (values[i] != 0 && (known == 0 || features[i] < known)) {
                rows.add(features[i], values[i]);
            }
        }
        rows.endRow();
    }

    private void label() {
        int to = wordEnd();
        boolean there = indexOfColon(to) < 0;
        if (!there && labelled) {
            throw wrong("a row must begin with its label, but begins with '%s'", to);
        }
        if (there && Decimal.end(Decimal.read(window.bytes, at)) != to) {
            throw wrong("the label must be a number, but is '%s'", to);
        }
        if (labelled) {
            labels.add(text(at, to));
        }
        at = there ? to : at;
        boolean group = !atEnd() && end - at > 4 && text(at, at + 4).equals(GROUP + ":");
        int groupEnd = group ? wordEnd() : at;
        if (labelled) {
            groups.add(group ? text(at + 4, groupEnd) : null);
        }
        at = groupEnd;
    }

    private String text(int from, int to) {
        if (to - from > MOST_TEXT_BYTES) {
            throw wrong("must be at most %d bytes long".formatted(MOST_TEXT_BYTES) + ", but is '%s'", to);
        }
        return new String(window.bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private int indexOfColon(int to) {
        for (int i = at; i < to; i++) {
            if (window.bytes[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private void entry() {
        byte[] bytes = window.bytes;
        int i = at;
        long feature = 0;
        while (bytes[i] >= '0' && bytes[i] <= '9' && feature <= MOST_FEATURES) {
            feature = 10 * feature + bytes[i++] - '0';
        }
        if (i == at || bytes[i] != ':' && feature <= MOST_FEATURES) {
            throw wrong("must be 'feature:value', but is '%s'", wordEnd());
        }
        if (!(feature >= 1 && feature <= MOST_FEATURES)) {
            throw wrong(
                    "features are numbered from 1 to %,d".formatted(MOST_FEATURES) + ", but this is '%s'", wordEnd());
        }
        long number = Decimal.read(bytes, i + 1);
        int to = Decimal.end(number);
        if (to == i + 1 || to > end || to < end && (bytes[to] & 0xFF) > ' ') {
            throw wrong("the value must be a finite number, but is '%s'", wordEnd());
        }
        keep((int) feature - 1, Decimal.value(number));
        at = to;
    }

    private void keep(int feature, float value) {
        if (count > 0 && features[count - 1] == feature) {
            throw twice(feature);
        }
        if (count == features.length) {
            features = Arrays.copyOf(features, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        features[count] = feature;
        values[count++] = value;
        widest = Math.max(widest, feature + 1);
    }

    private void sort() {
        long[] pairs = new long[count];
        for (int i = 0; i < count; i++) {
            pairs[i] = (long) features[i] << Integer.SIZE | Float.floatToRawIntBits(values[i]) & 0xFFFFFFFFL;
        }
        Arrays.sort(pairs);
        for (int i = 0; i < count; i++) {
            features[i] = (int) (pairs[i] >> Integer.SIZE);
            values[i] = Float.intBitsToFloat((int) pairs[i]);
            if (i > 0 && features[i] == features[i - 1]) {
                throw twice(features[i]);
            }
        }
    }

    private InputException twice(int feature) {
        return new InputException("%s:%d: a row must have each feature once, but has %d more than once"
                .formatted(name, line, feature + 1));
    }

    private InputException wrong(String rule, int to) {
        String found = new String(window.bytes, at, Math.min(to - at, 40), StandardCharsets.UTF_8);
        return new InputException(
                "%s:%d:%d: ".formatted(name, line, at - window.at + 1) + rule.formatted(found.strip()));
    }

    @Override
    public void close() {
        window.close();
    }
}
