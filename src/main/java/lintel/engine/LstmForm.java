package lintel.engine;

import java.util.List;

/**
 * A network of LSTM layers under an output layer.
 *
 * @param features      numbers per step, at least 1
 * @param units         of each layer, first to last, at least one layer; with {@code bidirectional} in either direction
 * @param bidirectional whether every layer reads both ways, its outputs side by side
 * @param everyStep     whether it answers at every step, or only at a sequence's last
 * @param outputs       numbers per answer, at least 1
 * @param dropout       probability of dropping an input of a layer while training, in [0, 1)
 */
public record LstmForm(
        int features, List<Integer> units, boolean bidirectional, boolean everyStep, int outputs, double dropout) {
    public LstmForm {
        units = List.copyOf(units);
        boolean sized = features >= 1
                && outputs >= 1
                && !units.isEmpty()
                && units.stream().allMatch(n -> n >= 1);
        if (!(sized && dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "no network has %d features, layers of %s units, %d outputs and dropout %s"
                            .formatted(features, units, outputs, dropout));
        }
    }

    /** @throws ArithmeticException if there are more than an array holds */
    int parameterCount() {
        long count = 0;
        long inputs = features;
        int directions = bidirectional ? 2 : 1;
        for (int n : units) {
            count += directions * Cells.GATES * n * (inputs + n + 1);
            inputs = (long) directions * n;
        }
        return Math.toIntExact(count + outputs * (inputs + 1));
    }
}
