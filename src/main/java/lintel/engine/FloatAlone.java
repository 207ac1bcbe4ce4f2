package lintel.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/**
 * One sequence by itself through the cells of one direction, in Java alone: with a small layer, calls of native
 * functions take longer than what they do, and with a large one all time goes into reading the weights.
 */
final class FloatAlone {
    /** Numbers of products fetched at a time. */
    private static final int SOME = 2048;

    /** Rows of weights that are added at a time, so that the sums are read and written seldom. */
    private static final int ROWS = 4;

    private final FloatArithmetic arithmetic;
    private final int units;
    private final int columns;
    private final FloatCurves curves;
    private final float[] sums;
    private final float[] candidate;
    private final float[] forget;
    private final float[] output;
    private final float[] input;
    private final float[] cell;
    private final float[] squashed;
    private final float[] none;
    private final float[] said;
    private final int chunk;
    private final float[] products;
    private final float[] answers;
    private float[][] weights = {};
    private boolean current;

    FloatAlone(FloatArithmetic arithmetic, int units) {
        this.arithmetic = arithmetic;
        this.units = units;
        columns = Cells.GATES * units;
        curves = new FloatCurves(units);
        sums = new float[columns];
        candidate = new float[units];
        forget = new float[units];
        output = new float[units];
        input = new float[units];
        cell = new float[units];
        squashed = new float[units];
        none = new float[units];
        said = new float[units];
        chunk = Math.max(1, SOME / columns);
        products = new float[chunk * columns];
        answers = new float[chunk * units];
    }

    /** The parameters have changed. */
    void forgetWeights() {
        current = false;
    }

    /**
     * All steps of a sequence from a state of zeros.
     *
     * @param steps  how many
     * @param given  {@code [steps, 4 units]} of inputs and weights
     * @param at     of the recurrent weights, {@code [4 units, units]}
     * @param bias   {@code [4 units]}
     * @param hidden {@code [steps, units]} receives what the cells say
     */
    void answer(int steps, boolean reversed, Pointer given, Pointer parameters, long at, float[] bias, Pointer hidden) {
        takeWeights(parameters, at);
        Arrays.fill(cell, 0);
        Arrays.fill(said, 0);
        for (int done = 0; done < steps; done += chunk) {
            int some = Math.min(chunk, steps - done);
            long first = reversed ? steps - done - some : done;
            arithmetic.get(given, first * columns, products, 0, some * columns);
            for (int i = 0; i < some; i++) {
                int place = reversed ? some - 1 - i : i;
                System.arraycopy(products, place * columns, sums, 0, columns);
                addRecurrent((done + i) % 2 == 1);
                advance(bias);
                System.arraycopy(said, 0, answers, place * units, units);
            }
            arithmetic.put(answers, 0, some * units, hidden, first * units);
        }
    }

    private void advance(float[] bias) {
        curves.apply(sums, bias);
        System.arraycopy(sums, 0, candidate, 0, units);
        System.arraycopy(sums, units, forget, 0, units);
        System.arraycopy(sums, 2 * units, output, 0, units);
        System.arraycopy(sums, 3 * units, input, 0, units);
        FloatGates.remember(candidate, forget, input, cell, units);
        FloatGates.show(output, cell, none, squashed, said, units);
    }

    /**
     * Adds what was said times the weights; from the last row to the first at every other step, so that the rows read
     * last, which are still in a near cache, are read first.
     */
    private void addRecurrent(boolean backwards) {
        int blocks = units / ROWS;
        if (backwards) {
            addSingly(blocks * ROWS);
        }
        for (int i = 0; i < blocks; i++) {
            addRows((backwards ? blocks - 1 - i : i) * ROWS);
        }
        if (!backwards) {
            addSingly(blocks * ROWS);
        }
    }

    private void addRows(int unit) {
        FloatGates.addScaled(weights, unit, said, sums, columns);
    }

    private void addSingly(int from) {
        for (int unit = from; unit < units; unit++) {
            FloatGates.addScaled(weights[unit], said[unit], sums, columns);
        }
    }

    /** The recurrent weights as {@code [units][4 units]}. */
    private void takeWeights(Pointer parameters, long at) {
        if (current) {
            return;
        }
        if (weights.length == 0) {
            weights = new float[units][columns];
        }
        float[] row = new float[units];
        for (int column = 0; column < columns; column++) {
            arithmetic.get(parameters, at + (long) column * units, row, 0, units);
            for (int unit = 0; unit < units; unit++) {
                weights[unit][column] = row[unit];
            }
        }
        current = true;
    }
}
