package lintel.export;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.data.Dataset;
import lintel.data.Field;
import lintel.data.Scale;
import lintel.network.Model;

/**
 * What is ordinary for each column of numbers.
 *
 * @param centers its middle
 * @param widths  how far from there; above 0
 * @param taken   numbers that stand for a missing one
 */
record ValueRanges(double[] centers, double[] widths, List<Float> taken) {
    private static final double LARGEST = Float.MAX_VALUE / 4;

    /** From what preprocessing learnt, or else from data. @param data may be null */
    static ValueRanges of(Model model, Signature signature, Dataset data) {
        List<Field> fields = model.preprocessing().inputSchema().numeric();
        int count = signature.numbered() > 0 ? 0 : fields.size();
        double[] centers = new double[count];
        double[] widths = new double[count];
        Arrays.fill(widths, 1);
        Map<String, Integer> places = new HashMap<>();
        for (int c = 0; c < count; c++) {
            places.put(fields.get(c).name(), c);
        }
        if (data != null && count > 0) {
            measure(data, places, centers, widths);
        }
        model.preprocessing().steps().forEach(step -> {
            if (step instanceof Scale scale) {
                for (int i = 0; i < scale.columns().size(); i++) {
                    Integer c = places.get(scale.columns().get(i));
                    if (c != null && scale.scales()[i] < LARGEST) {
                        centers[c] = scale.centers()[i];
                        widths[c] = scale.scales()[i];
                    }
                }
            }
        });
        return new ValueRanges(centers, widths, MissingNumbers.of(signature.missing()));
    }

    private static void measure(Dataset data, Map<String, Integer> places, double[] centers, double[] widths) {
        List<Field> found = data.features().schema().numeric();
        for (int slot = 0; slot < found.size(); slot++) {
            Integer c = places.get(found.get(slot).name());
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int row = 0; c != null && row < data.features().rows(); row++) {
                double value = data.features().numbers().get(row, slot);
                low = value < low ? value : low;
                high = value > high ? value : high;
            }
            if (low < high) {
                centers[c] = (low + high) / 2;
                widths[c] = (high - low) / 2;
            }
        }
    }

    /** A finite number, none that stands for a missing one. @param widthsAway from the middle */
    float value(int column, double widthsAway) {
        double value = centers[column] + widthsAway * widths[column];
        float number = (float) Math.max(-LARGEST, Math.min(LARGEST, value));
        while (taken.contains(number)) {
            number = Math.nextUp(number);
        }
        return number;
    }
}
