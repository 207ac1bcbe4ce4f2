package lintel.network;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import lintel.config.InputException;

/**
 * The bytes of {@code coefficients.bin}: what {@code Nd4j.write} makes of a float32 vector (ND4J 1.0.0-M2.1), that is
 * shape information and numbers, each as allocation mode, length, type and big-endian values. Written and read here
 * without ND4J, and read strictly: one length, one type, nothing else.
 */
final class Coefficients {
    /** ND4J's shape information of a vector: rank, length, stride, type flags, element stride, order. */
    private static final long FLOAT_TYPE = 0x2000;

    private Coefficients() {}

    /** @param parameters at least 1 */
    static byte[] write(float[] parameters) {
        byte[] header = header(parameters.length);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + Math.multiplyExact(4, parameters.length));
        bytes.put(header).asFloatBuffer().put(parameters);
        return bytes.array();
    }

    /**
     * @param expected how many parameters the network has
     * @throws InputException if the bytes are not exactly that many finite numbers
     */
    static float[] read(byte[] bytes, int expected) {
        byte[] header = header(expected);
        if (bytes.length != header.length + 4L * expected) {
            throw new InputException("%s: must hold %d parameters in %d bytes, but has %d bytes"
                    .formatted(ModelArchive.COEFFICIENTS, expected, header.length + 4L * expected, bytes.length));
        }
        if (!Arrays.equals(header, 0, header.length, bytes, 0, header.length)) {
            throw new InputException("%s: is not a vector of %d float32 numbers as ND4J writes it"
                    .formatted(ModelArchive.COEFFICIENTS, expected));
        }
        float[] parameters = new float[expected];
        ByteBuffer.wrap(bytes, header.length, 4 * expected).asFloatBuffer().get(parameters);
        for (int i = 0; i < expected; i++) {
            if (!Float.isFinite(parameters[i])) {
                throw new InputException("%s: parameter %d of %d must be a finite number, but is %s"
                        .formatted(ModelArchive.COEFFICIENTS, i, expected, parameters[i]));
            }
        }
        return parameters;
    }

    private static byte[] header(int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            long[] shape = {1, length, 1, FLOAT_TYPE, 1, 'c'};
            buffer(out, shape.length, "LONG");
            for (long value : shape) {
                out.writeLong(value);
            }
            buffer(out, length, "FLOAT");
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static void buffer(DataOutputStream out, long length, String type) throws IOException {
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(length);
        out.writeUTF(type);
    }
}
