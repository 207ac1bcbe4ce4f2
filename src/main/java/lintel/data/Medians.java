package lintel.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Median of each column over the values present (NaN is left out), exact, in time linear in the numbers whatever their
 * distribution.
 *
 * <p>A sample of rows says between which two values a median should be (Floyd and Rivest 1975,
 * doi:10.1145/360680.360691); one pass over all rows finds it among the few percent that lie there. Where the sample
 * misled, it is sought among all.
 */
final class Medians {
    /** Fewer rows than this say too little. */
    private static final int LEAST_SAMPLE = 1024;
    /** Numbers held at a time, as far as it goes: little beside a large matrix. */
    private static final int MOST_HELD = 1 << 22;
    /** Half the width between bounds, in standard deviations of a sample's median: one of 10^6 lies outside. */
    private static final double DEVIATIONS = 5;
    /** Columns sought together at least: 16 floats share a cache line of the row-major matrix. */
    private static final int LEAST_GROUP = 16;

    private final Matrix numbers;
    private final ColumnStatistics statistics;
    private final float[] medians;

    private Medians(Matrix numbers, ColumnStatistics statistics) {
        this.numbers = numbers;
        this.statistics = statistics;
        this.medians = new float[numbers.columns()];
        Arrays.fill(medians, Float.NaN);
    }

    /**
     * @param statistics those of {@code numbers}
     * @return {@code [columns]}; of an even count the mean of the middle two; NaN where no value is present
     */
    static float[] of(Matrix numbers, ColumnStatistics statistics) {
        Medians medians = new Medians(numbers, statistics);
        medians.find();
        return medians.medians;
    }

    private void find() {
        int rows = numbers.rows();
        int columns = numbers.columns();
        int sample = (int) Math.min(2 * Math.pow(rows, 2 / 3.0), MOST_HELD / Math.max(columns, 1));
        if (sample >= LEAST_SAMPLE && rows >= 2 * sample) {
            find(bounded(sample));
        }
        int[] open = IntStream.range(0, columns)
                .filter(c -> Float.isNaN(medians[c]) && statistics.count(c) > 0)
                .toArray();
        int group = Math.max(LEAST_GROUP, MOST_HELD / Math.max(rows, 1));
        for (int first = 0; first < open.length; first += group) {
            int[] together = Arrays.copyOfRange(open, first, Math.min(first + group, open.length));
            Ranks ranks = new Ranks(together);
            for (int i = 0; i < together.length; i++) {
                ranks.boundNowhere(i, (int) statistics.count(together[i]));
            }
            find(ranks);
        }
    }

    /** Takes what the ranks know after having seen all rows. */
    private void find(Ranks ranks) {
        Sweep.over(numbers, (values, rows) -> ranks.add(values, rows, numbers.columns()));
        for (int i = 0; i < ranks.columns.length; i++) {
            int column = ranks.columns[i];
            long count = statistics.count(column);
            float low = ranks.value(i, (count - 1) / 2);
            float high = count % 2 == 1 ? low : ranks.value(i, count / 2);
            medians[column] = (float) (((double) low + high) / 2);
        }
    }

    /** Bounds that a sample of rows, one from each of equally many neighbours, gives for the medians. */
    private Ranks bounded(int sample) {
        int columns = numbers.columns();
        Ranks seen = new Ranks(IntStream.range(0, columns).toArray());
        IntStream.range(0, columns).forEach(c -> seen.boundNowhere(c, sample));
        SplittableRandom random = new SplittableRandom(1);
        float[] row = new float[columns];
        for (int i = 0; i < sample; i++) {
            long from = (long) i * numbers.rows() / sample;
            long to = (i + 1L) * numbers.rows() / sample;
            numbers.copyRow((int) random.nextLong(from, to), row, 0);
            seen.add(row, 1, columns);
        }
        Ranks ranks = new Ranks(seen.columns);
        for (int c = 0; c < columns; c++) {
            int present = seen.between(c);
            int half = (int) Math.ceil(DEVIATIONS * Math.sqrt(present) / 2);
            if (present >= LEAST_SAMPLE / 2) {
                float low = seen.value(c, present / 2 - half);
                ranks.bound(c, low, seen.value(c, present / 2 + half), (int) (3L * half * numbers.rows() / present));
            }
        }
        return ranks;
    }
}
