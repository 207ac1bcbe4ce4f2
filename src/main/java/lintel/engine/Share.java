package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some sequences of a batch, packed by themselves, that one thread computes.
 *
 * @param number    counts the shares
 * @param steps     where their steps lie among themselves
 * @param rows      the row among all of each of their rows
 * @param sequences the position among all of each of them, in the order of all
 */
record Share(int number, PackedSteps steps, int[] rows, int[] sequences) {

    /** Every n-th sequence to each, so that all have about as many steps; shares without a step are left out. */
    static List<Share> of(PackedSteps all, int n) {
        if (n == 1) {
            return List.of(whole(all));
        }
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (all.reaching(0) > i) {
                shares.add(share(all, n, i));
            }
        }
        return shares;
    }

    private static Share whole(PackedSteps all) {
        int[] rows = IntStream.range(0, all.rows()).toArray();
        return new Share(0, all, rows, IntStream.range(0, all.sequences()).toArray());
    }

    private static Share share(PackedSteps all, int n, int number) {
        PackedSteps own = all.every(n, number);
        int[] rows = new int[own.rows()];
        for (int step = 0, next = 0; step < own.steps(); step++) {
            for (int i = 0; i < own.reaching(step); i++) {
                rows[next++] = all.start(step) + number + i * n;
            }
        }
        int[] sequences = new int[own.sequences()];
        for (int i = 0, next = 0; i < all.sequences(); i++) {
            if (all.place(i) % n == number) {
                sequences[next++] = i;
            }
        }
        return new Share(number, own, rows, sequences);
    }

    /** Rows of values where they belong among the share's. */
    float[] values(float[] all, int firstRow, int width) {
        float[] values = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, (firstRow + rows[i]) * width, values, i * width, width);
        }
        return values;
    }

    private int[] answered(LstmForm form) {
        return form.everyStep() ? rows : sequences;
    }

    /** The share's of all slopes. */
    double[] take(double[] all, LstmForm form) {
        int[] answered = answered(form);
        int outputs = form.outputs();
        double[] own = new double[answered.length * outputs];
        for (int i = 0; i < answered.length; i++) {
            System.arraycopy(all, answered[i] * outputs, own, i * outputs, outputs);
        }
        return own;
    }

    /** The share's answers to their places among all. */
    void give(double[] own, double[] all, LstmForm form) {
        int[] answered = answered(form);
        int outputs = form.outputs();
        for (int i = 0; i < answered.length; i++) {
            System.arraycopy(own, i * outputs, all, answered[i] * outputs, outputs);
        }
    }
}
