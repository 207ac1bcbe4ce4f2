package lintel.training;

import java.util.stream.IntStream;
import lintel.engine.Blas;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The sum of outer products of rows, each the features chosen and a 1 behind them, a chunk of rows at a time on the
 * threads that the features have. Holds memory outside the heap until closed.
 */
final class GramSum implements HessianSampler.RowUse, AutoCloseable {
    private static final int CHUNK_ROWS = 1024;
    /** Parts in which a chunk is gathered. */
    private static final int GATHERERS = 8;

    private final FeatureBlocks features;
    private final int[] chosen;
    private final int width;
    private final FloatPointer lower;
    private final FloatPointer rows;
    private final int[] taken = new int[CHUNK_ROWS];
    private final float[] scales = new float[CHUNK_ROWS];
    private int count;
    private boolean begun;

    GramSum(FeatureBlocks features, int[] chosen) {
        this.features = features;
        this.chosen = chosen;
        this.width = chosen.length + 1;
        this.lower = new FloatPointer((long) width * width);
        this.rows = new FloatPointer((long) CHUNK_ROWS * width);
    }

    /** Of all features. */
    GramSum(FeatureBlocks features) {
        this(features, IntStream.range(0, features.features()).toArray());
    }

    @Override
    public void accept(int row, double scale) {
        taken[count] = row;
        scales[count] = (float) scale;
        if (++count == CHUNK_ROWS) {
            flush();
        }
    }

    /** The sum, {@code [m + 1, m + 1]}, of which the lower triangle is set; ends it. */
    FloatPointer lower() {
        flush();
        return lower;
    }

    private void flush() {
        if (count > 0 || !begun) {
            float keep = begun ? 1 : 0;
            features.share(Math.min(count, GATHERERS), this::gather);
            features.share(Blas.gramPanels(width), panel -> Blas.gram(count, width, rows, keep, lower, panel));
            begun = true;
            count = 0;
        }
    }

    private void gather(int part) {
        int parts = Math.min(count, GATHERERS);
        int first = count * part / parts;
        int end = count * (part + 1) / parts;
        float[] row = new float[features.features()];
        float[] chunk = new float[(end - first) * width];
        for (int r = first; r < end; r++) {
            features.copyRow(taken[r], row, 0);
            int offset = (r - first) * width;
            float scale = scales[r];
            for (int c = 0; c < chosen.length; c++) {
                chunk[offset + c] = scale * row[chosen[c]];
            }
            chunk[offset + chosen.length] = scale;
        }
        Blas.view(rows, (long) first * width).put(chunk);
    }

    @Override
    public void close() {
        lower.close();
        rows.close();
    }
}
