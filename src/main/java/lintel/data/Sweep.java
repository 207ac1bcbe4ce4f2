package lintel.data;

/**
 * Goes over a matrix from front to back, a few rows at a time in an array that the processor's cache holds: Java works
 * on arrays several times faster than on buffers.
 */
final class Sweep {
    private static final int FLOATS = 1 << 13;

    private Sweep() {}

    /** Looks at some rows. */
    @FunctionalInterface
    interface Visitor {
        /** @param values {@code [rows, columns]} from index 0, row-major; to be neither kept nor changed */
        void see(float[] values, int rows);
    }

    /** Whether some rows are what is looked for. */
    @FunctionalInterface
    interface Finder {
        /** As {@link Visitor#see}. @return whether to look no further */
        boolean finds(float[] values, int rows);
    }

    static void over(Matrix numbers, Visitor visitor) {
        any(numbers, (values, rows) -> {
            visitor.see(values, rows);
            return false;
        });
    }

    static boolean any(Matrix numbers, Finder finder) {
        if (numbers.array() != null) {
            return finder.finds(numbers.array(), numbers.rows());
        }
        int columns = numbers.columns();
        int most = Math.max(1, Math.min(numbers.blockRows(), FLOATS / Math.max(columns, 1)));
        float[] values = new float[most * columns];
        for (int b = 0; b < numbers.blockCount(); b++) {
            for (int start = 0; start < numbers.rowsIn(b); start += most) {
                int rows = Math.min(most, numbers.rowsIn(b) - start);
                numbers.block(b).get(start * columns, values, 0, rows * columns);
                if (finder.finds(values, rows)) {
                    return true;
                }
            }
        }
        return false;
    }
}
