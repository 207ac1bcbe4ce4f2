package lintel.training;

import lintel.engine.Blas;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The sum of outer products of rows, each the features chosen and a 1 behind them, a chunk of rows at a time on the
 * threads that the features have. Holds memory outside the heap until closed.
 */
final class GramSum implements HessianSampler.RowUse, AutoCloseable {
    private static final int CHUNK_ROWS = 1024;
    /** Rows gathered in the cache on their way there. */
    private static final int FEW_ROWS = 16;

    private final FeatureBlocks features;
    /** Null for all. */
    private final int[] chosen;

    private final int width;
    private final FloatPointer lower;
    private final FloatPointer rows;
    private final int[] taken = new int[CHUNK_ROWS];
    private final float[] scales = new float[CHUNK_ROWS];
    private int count;
    private boolean begun;

    private GramSum(FeatureBlocks features, int[] chosen, int width) {
        this.features = features;
        this.chosen = chosen;
        this.width = width;
        this.lower = new FloatPointer((long) width * width);
        this.rows = new FloatPointer((long) CHUNK_ROWS * width);
    }

    /** @param chosen features */
    GramSum(FeatureBlocks features, int[] chosen) {
        this(features, chosen, chosen.length + 1);
    }

    /** Of all features. */
    GramSum(FeatureBlocks features) {
        this(features, null, features.features() + 1);
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
            features.shareEvenly(count, this::gather);
            features.share(Blas.gramPanels(width), panel -> Blas.gram(count, width, rows, keep, lower, panel));
            begun = true;
            count = 0;
        }
    }

    private void gather(int first, int end) {
        float[] row = chosen == null ? null : new float[features.features()];
        float[] few = new float[Math.min(FEW_ROWS, end - first) * width];
        for (int r = first; r < end; ) {
            int begin = r;
            for (int offset = 0; offset < few.length && r < end; offset += width, r++) {
                copy(taken[r], row, few, offset);
                for (int i = offset; i < offset + width; i++) {
                    few[i] *= scales[r];
                }
            }
            Blas.view(rows, (long) begin * width).put(few, 0, (r - begin) * width);
        }
    }

    private void copy(int index, float[] row, float[] to, int offset) {
        if (chosen == null) {
            features.copyRow(index, to, offset);
        } else {
            features.copyRow(index, row, 0);
            for (int c = 0; c < chosen.length; c++) {
                to[offset + c] = row[chosen[c]];
            }
        }
        to[offset + width - 1] = 1;
    }

    @Override
    public void close() {
        lower.close();
        rows.close();
    }
}
