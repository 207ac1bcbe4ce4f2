package lintel.network;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Java arrays to native ones and back in one copy; reading an INDArray number by number is a hundred times slower. An
 * array on a device has a copy beside the Java heap, which ND4J is told to bring up to date before it is read, and to
 * send after it was written; elsewhere these calls do nothing.
 */
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
        AffinityManager places = Nd4j.getAffinityManager();
        places.ensureLocation(array, Location.HOST);
        if (array.dataType() == DataType.FLOAT) {
            ((FloatPointer) array.data().addressPointer()).put(values);
        } else {
            double[] wide = new double[values.length];
            java.util.Arrays.setAll(wide, i -> values[i]);
            ((DoublePointer) array.data().addressPointer()).put(wide);
        }
        places.tagLocation(array, Location.HOST);
    }

    /** The same with numbers that are rounded where the array is narrower. */
    static void put(double[] values, INDArray array) {
        if (array.dataType() == DataType.DOUBLE) {
            AffinityManager places = Nd4j.getAffinityManager();
            places.ensureLocation(array, Location.HOST);
            ((DoublePointer) array.data().addressPointer()).put(values);
            places.tagLocation(array, Location.HOST);
            return;
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        put(narrow, array);
    }

    /** The numbers of a whole, contiguous array, in the order of its memory. */
    static double[] numbers(INDArray array) {
        double[] values = new double[Math.toIntExact(array.length())];
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        if (array.dataType() == DataType.FLOAT) {
            float[] narrow = new float[values.length];
            ((FloatPointer) array.data().addressPointer()).get(narrow);
            java.util.Arrays.setAll(values, i -> narrow[i]);
        } else {
            ((DoublePointer) array.data().addressPointer()).get(values);
        }
        return values;
    }
}
