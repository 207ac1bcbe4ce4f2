package lintel.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import lintel.data.Matrix;
import lintel.engine.Blas;
import lintel.engine.Team;
import lintel.engine.Threads;
import org.bytedeco.javacpp.FloatPointer;

/** Rows of a dense matrix, read where they lie. */
final class DenseBlocks implements FeatureBlocks {
    /**
     * Numbers multiplied at once: few enough to be in the cache still when the residuals come back, half of the second
     * level's 512 kB on Zen 3.
     */
    private static final int TILE_FLOATS = 1 << 16;

    private static final int MOST_TILE_ROWS = 512;
    /** Matrix products of at most so many multiplications OpenBLAS does without packing: skinny ones twice as fast. */
    private static final long UNPACKED = 700_000;

    private static final int MOST_ROWS_OF_MANY = 64;
    private static final int LEAST_TILE_ROWS = 16;
    /** Rows summed in float32 before the sum goes on in double. */
    private static final int FLOAT_ROWS = 4096;

    private static final int MOST_LANES = 8;
    /** Numbers that the cache holds: more are worth {@link Blas#touch}, and sharing. */
    private static final int CACHED = 1 << 18;

    /** Samples of more numbers than that are read where they lie; copying few more closely together pays. */
    private static final int IN_PLACE = 1 << 21;

    private final Matrix matrix;
    private final int rowStep;
    private final Team team;
    private final FloatPointer owned;
    private final List<FloatPointer> blocks;
    private final int lanes;
    private final Room[] rooms;
    private final Streaming streaming = new Streaming();

    /** @param team not closed */
    DenseBlocks(Matrix matrix, Team team) {
        this(matrix, 1, team, null);
    }

    /** @param rowStep 1 for all rows, 2 for every other, ... */
    private DenseBlocks(Matrix matrix, int rowStep, Team team, FloatPointer owned) {
        Threads.holdBlas(); // the team's threads share the work, and OpenBLAS's own would share it again
        this.matrix = matrix;
        this.rowStep = rowStep;
        this.team = team;
        this.owned = owned;
        this.blocks = new ArrayList<>(matrix.blockCount());
        for (int b = 0; b < matrix.blockCount(); b++) {
            blocks.add(new FloatPointer(matrix.block(b)).position(0));
        }
        this.lanes = large() ? Math.min(MOST_LANES, rows()) : 1;
        this.rooms = new Room[lanes];
    }

    private boolean large() {
        return (long) rows() * matrix.columns() > CACHED;
    }

    @Override
    public int rows() {
        return (matrix.rows() + rowStep - 1) / rowStep;
    }

    @Override
    public int features() {
        return matrix.columns();
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public void share(int parts, IntConsumer part) {
        team.share(parts, part);
    }

    @Override
    public double[] pass(float[] weights, int outputs, BlockStep step) {
        double[][] totals = new double[lanes][];
        team.share(lanes, lane -> {
            totals[lane] = new Pass(weights, outputs, step, lane).run();
        });
        double[] total = totals[0];
        for (int lane = 1; lane < lanes; lane++) {
            for (int i = 0; i < total.length; i++) {
                total[i] += totals[lane][i];
            }
        }
        return total;
    }

    @Override
    public void copyRow(int row, float[] target, int offset) {
        matrix.copyRow(row * rowStep, target, offset);
    }

    /** Its own pointer, because the position of a shared one would move under other threads. */
    private FloatPointer at(int row) {
        int index = row * rowStep;
        FloatPointer block = blocks.get(index / matrix.blockRows());
        return Blas.view(block, (long) (index % matrix.blockRows()) * matrix.columns());
    }

    @Override
    public FeatureBlocks select(int[] chosen) {
        // Memory that comes and goes in one piece is the allocator's to keep: pages that are new cost as much as a
        // pass.
        FloatPointer copy = new FloatPointer((long) chosen.length * features());
        FloatBuffer values = copy.asBuffer();
        shareEvenly(chosen.length, (first, end) -> {
            float[] row = new float[features()];
            for (int i = first; i < end; i++) {
                copyRow(chosen[i], row, 0);
                values.put(i * row.length, row);
            }
        });
        Matrix some = Matrix.of(chosen.length, features(), Math.max(1, chosen.length), List.of(values));
        return new DenseBlocks(some, 1, team, copy);
    }

    @Override
    public FeatureBlocks sample(int step) {
        boolean inPlace = (long) rows() * features() / step > IN_PLACE;
        return inPlace ? new DenseBlocks(matrix, rowStep * step, team, null) : FeatureBlocks.super.sample(step);
    }

    @Override
    public void close() {
        blocks.clear(); // the matrix owns the numbers
        for (Room room : rooms) {
            if (room != null) {
                room.close();
            }
        }
        if (owned != null) {
            owned.close();
        }
    }

    /**
     * Memory outside the heap for the passes over one lane: kept from one to the next, because JavaCPP looks up the
     * process's memory at each allocation, which takes as long as a small pass.
     */
    private record Room(FloatPointer weights, FloatPointer products, FloatPointer gradient) {
        static Room of(long weights, long products) {
            return new Room(new FloatPointer(weights), new FloatPointer(products), new FloatPointer(weights));
        }

        boolean holds(long weights, long products) {
            return this.weights.capacity() >= weights && this.products.capacity() >= products;
        }

        void close() {
            weights.close();
            products.close();
            gradient.close();
        }
    }

    private Room room(int lane, long weights, long products) {
        Room room = rooms[lane];
        if (room == null || !room.holds(weights, products)) {
            if (room != null) {
                room.close();
            }
            room = Room.of(weights, products);
            rooms[lane] = room;
        }
        return room;
    }

    /** The arrays of one pass over one lane. */
    private final class Pass {
        private final int outputs;
        private final int features = matrix.columns();
        private final BlockStep step;
        private final int lane;
        private final int tileRows;
        private final FloatPointer weights;
        private final FloatPointer products;
        private final FloatPointer gradient;
        private final float[] tile;
        private final float[] partial;
        private final double[] total;
        private int summed;

        Pass(float[] weights, int outputs, BlockStep step, int lane) {
            this.outputs = outputs;
            this.step = step;
            this.lane = lane;
            this.tileRows = tileRows();
            Room room = room(lane, weights.length, (long) tileRows * outputs);
            this.weights = room.weights().put(weights);
            this.products = room.products();
            this.gradient = room.gradient();
            this.tile = new float[tileRows * outputs];
            this.partial = new float[weights.length];
            this.total = new double[weights.length];
        }

        private int tileRows() {
            long rows = Math.min(MOST_TILE_ROWS, TILE_FLOATS / Math.max(1, features));
            if (outputs > 1) {
                long unpacked = UNPACKED / Math.max(1, (long) outputs * features);
                rows = Math.min(rows, Math.max(LEAST_TILE_ROWS, Math.min(MOST_ROWS_OF_MANY, unpacked)));
            }
            return (int) Math.max(1, rows);
        }

        double[] run() {
            int end = (int) ((long) rows() * (lane + 1) / lanes);
            int first = (int) ((long) rows() * lane / lanes);
            while (first < end) {
                int rows = Math.min(tileRows, Math.min(end - first, untilBlockEnds(first)));
                timed(at(first), first, rows);
                first += rows;
            }
            if (summed > 0) {
                flush();
            }
            return total;
        }

        private int untilBlockEnds(int row) {
            int left = matrix.blockRows() - row * rowStep % matrix.blockRows();
            return (left + rowStep - 1) / rowStep;
        }

        /** Small tables stay in the cache; short tiles tell nothing, and rows with gaps are no stream. */
        private void timed(FloatPointer x, int first, int rows) {
            boolean streams = large() && rowStep == 1;
            boolean touched = streams && streaming.touches();
            if (streams && streaming.learning() && rows == tileRows) {
                long start = System.nanoTime();
                tile(x, first, rows, touched);
                streaming.took(touched, System.nanoTime() - start);
            } else {
                tile(x, first, rows, touched);
            }
        }

        private void tile(FloatPointer x, int first, int rows, boolean touched) {
            float keep = summed == 0 ? 0 : 1;
            int stride = rows == 1 ? features : features * rowStep;
            if (touched) {
                Blas.touch(rows * features, x);
            }
            if (outputs == 1) {
                Blas.multiply(rows, features, x, stride, weights, products);
            } else {
                Blas.productWithTransposed(rows, outputs, features, x, stride, weights, products);
            }
            products.get(tile, 0, rows * outputs);
            step.apply(lane, first, rows, tile);
            products.put(tile, 0, rows * outputs);
            if (outputs == 1) {
                Blas.multiplyTransposed(rows, features, x, stride, products, keep, gradient);
            } else {
                Blas.productOfTransposed(outputs, features, rows, products, x, stride, keep, gradient);
            }
            summed += rows;
            if (summed >= FLOAT_ROWS) {
                flush();
            }
        }

        private void flush() {
            gradient.get(partial);
            for (int i = 0; i < partial.length; i++) {
                total[i] += partial[i];
            }
            summed = 0;
        }
    }
}
