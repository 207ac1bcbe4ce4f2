package lintel.network;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Java arrays to native ones and back in one copy; reading an INDArray number by number is a hundred times slower. */
final class NativeArray {
    private NativeArray() {}

    /** A new array outside any workspace; whoever asked for it closes it. */
    static INDArray of(float[] values, DataType type, char order, long... shape) {
        INDArray array = Nd4j.createUninitializedDetached(type, order, shape);
        put(values, array);
        return array;
    }

    /** Overwrites a whole, contiguous array, in the order of its memory. */
    static void put(float[] values, INDArray array) {
        if (array.length() != values.length) {
            throw new IllegalArgumentException(
                    "there are %d places for %d numbers".formatted(array.length(), values.length));
        }
        if (array.dataType() == DataType.FLOAT) {
            ((FloatPointer) array.data().addressPointer()).put(values);
        } else {
            double[] wide = new double[values.length];
            java.util.Arrays.setAll(wide, i -> values[i]);
            ((DoublePointer) array.data().addressPointer()).put(wide);
        }
    }

    /** The numbers of a whole, contiguous array, in the order of its memory, each multiplied by {@code factor}. */
    static float[] floats(INDArray array, double factor) {
        float[] values = new float[Math.toIntExact(array.length())];
        if (array.dataType() == DataType.FLOAT) {
            ((FloatPointer) array.data().addressPointer()).get(values);
            if (factor != 1) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (values[i] * factor);
                }
            }
        } else {
            double[] wide = new double[values.length];
            ((DoublePointer) array.data().addressPointer()).get(wide);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (wide[i] * factor);
            }
        }
        return values;
    }
}
