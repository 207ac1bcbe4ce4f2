package lintel.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each true class was decided to be each class, and the scores that follow from these counts alone.
 *
 * <p>With two classes the second one is "positive": {@code [[tn, fp], [fn, tp]]}.
 */
public final class ConfusionMatrix {
    static final String NO_ROWS = "there are no rows";

    private final List<String> classes;
    private final long[][] counts;
    private final long total;

    /**
     * @param classes K names, K at least 2
     * @param counts  {@code [K, K]}, at least 0: rows are true classes, columns decided ones
     * @throws IllegalArgumentException if the shape does not fit the names or a count is negative
     */
    public ConfusionMatrix(List<String> classes, long[][] counts) {
        this.classes = List.copyOf(classes);
        this.counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
        boolean square =
                counts.length == classes.size() && Arrays.stream(counts).allMatch(row -> row.length == classes.size());
        if (!square || classes.size() < 2) {
            throw new IllegalArgumentException(
                    "counts must be [K, K] for K >= 2 classes, but there are " + classes.size() + " classes and "
                            + Arrays.stream(counts).map(row -> row.length).toList() + " counts per row");
        }
        if (Arrays.stream(counts).flatMapToLong(Arrays::stream).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts must be >= 0, but are " + Arrays.deepToString(counts));
        }
        this.total = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** Class names, in the order of rows and columns. */
    public List<String> classes() {
        return classes;
    }

    /** A copy of the counts, {@code [K, K]}: rows are true classes, columns decided ones. */
    public long[][] counts() {
        return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    }

    /** Number of rows counted. */
    public long total() {
        return total;
    }

    /** Share of rows of class k, in [0, 1]; undefined without rows. */
    public Score prevalence(int k) {
        return Score.ratio(rows(k), total, NO_ROWS);
    }

    /** Share of rows decided right, in [0, 1]; undefined without rows. */
    public Score accuracy() {
        return Score.ratio(
                IntStream.range(0, counts.length).mapToLong(k -> counts[k][k]).sum(), total, NO_ROWS);
    }

    /**
     * Mean over the classes of the share of its rows decided right, in [0, 1]; undefined when a class has no rows.
     * Chance is 1/K. With two classes: the mean of recall and specificity.
     */
    public Score balancedAccuracy() {
        if (total == 0) {
            return Score.undefined(NO_ROWS);
        }
        double sum = 0;
        for (int k = 0; k < counts.length; k++) {
            if (rows(k) == 0) {
                return Score.undefined("class '" + classes.get(k) + "' has no rows");
            }
            sum += (double) counts[k][k] / rows(k);
        }
        return Score.of(sum / counts.length);
    }

    /** Share of rows decided as class k that are of class k, in [0, 1]. */
    public Score precision(int k) {
        return Score.ratio(counts[k][k], decided(k), "no row is decided positive");
    }

    /** Share of rows of class k that are decided as class k, in [0, 1]. */
    public Score recall(int k) {
        return Score.ratio(counts[k][k], rows(k), "there are no positives");
    }

    /** Share of rows of other classes that are not decided as class k, in [0, 1]. */
    public Score specificity(int k) {
        long negatives = total - rows(k);
        return Score.ratio(negatives - (decided(k) - counts[k][k]), negatives, "there are no negatives");
    }

    /** Harmonic mean of precision and recall, {@code 2 tp / (2 tp + fp + fn)}, in [0, 1]. */
    public Score f1Score(int k) {
        return Score.ratio(
                2 * counts[k][k], rows(k) + decided(k), "there are no positives and no row is decided positive");
    }

    /**
     * Correlation of true and decided classes, in [-1, 1], 0 is chance; undefined when all rows are of one class, or
     * are decided to be.
     *
     * <pre>R_K = (c s - Σ t_k p_k) / √((s² - Σ p_k²) (s² - Σ t_k²))</pre>
     *
     * with s rows, c of them right, t_k of class k and p_k decided as class k. For K = 2 this is Matthews' coefficient.
     * Sources: Matthews (1975), doi:10.1016/0005-2795(75)90109-9; Gorodkin (2004),
     * doi:10.1016/j.compbiolchem.2004.09.006.
     */
    public Score matthewsScore() {
        long right = 0;
        long agreement = 0;
        long trueSquares = 0;
        long decidedSquares = 0;
        for (int k = 0; k < counts.length; k++) {
            right += counts[k][k];
            agreement += rows(k) * decided(k);
            trueSquares += rows(k) * rows(k);
            decidedSquares += decided(k) * decided(k);
        }
        if (total == 0) {
            return Score.undefined(NO_ROWS);
        }
        long square = total * total;
        if (square == trueSquares || square == decidedSquares) {
            return Score.undefined("all rows are of one class, or are decided to be");
        }
        double scale = Math.sqrt((double) (square - trueSquares) * (square - decidedSquares));
        return Score.of(Math.max(-1, Math.min(1, (right * total - agreement) / scale)));
    }

    private long rows(int k) {
        return Arrays.stream(counts[k]).sum();
    }

    private long decided(int k) {
        return Arrays.stream(counts).mapToLong(row -> row[k]).sum();
    }
}
