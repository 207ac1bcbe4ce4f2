package lintel.training;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import lintel.config.InputException;
import lintel.data.AtomicFile;

/**
 * A checkpoint on the disk, big-endian: eight letters, a format version, the {@link Fingerprint} of the training it
 * belongs to, the fields of {@link Checkpoint} in order (arrays and lists after their length), and the CRC-32C of all
 * that.
 */
final class CheckpointFile {
    private static final long LETTERS = 0x4C494E54454C4350L; // "LINTELCP"
    private static final int VERSION = 2;
    private static final int CHECKSUM_BYTES = Long.BYTES;

    private CheckpointFile() {}

    /** @throws InputException if the file cannot be written; an older checkpoint there then stays whole */
    static void write(Path file, String training, Checkpoint checkpoint) {
        AtomicFile.write(file, stream -> {
            CRC32C checksum = new CRC32C();
            DataOutputStream out = new DataOutputStream(new CheckedOutputStream(stream, checksum));
            out.writeLong(LETTERS);
            out.writeInt(VERSION);
            out.writeUTF(training);
            write(out, checkpoint);
            out.writeLong(checksum.getValue());
        });
    }

    /**
     * @throws InputException if the file cannot be read, is damaged, belongs to another training or was written in
     *     another format
     */
    static Checkpoint read(Path file, String training) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer head = ByteBuffer.wrap(bytes);
            if (bytes.length < 2 * Long.BYTES + Integer.BYTES || head.getLong() != LETTERS) {
                throw damaged(file, "it is no checkpoint, or only a part of one");
            }
            int version = head.getInt();
            if (version != VERSION) {
                throw new InputException("%s: has checkpoint format %d, but this version of Lintel reads format %d"
                        .formatted(file, version, VERSION));
            }
            int end = bytes.length - CHECKSUM_BYTES;
            CRC32C checksum = new CRC32C();
            checksum.update(bytes, 0, end);
            if (checksum.getValue() != head.getLong(end)) {
                throw damaged(file, "its checksum does not match");
            }
            int start = head.position();
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, start, end - start));
            if (!in.readUTF().equals(training)) {
                throw new InputException(
                        "%s: belongs to a training with another config, seed or split".formatted(file));
            }
            return read(in);
        } catch (IOException failure) {
            throw new InputException("%s: cannot be read: %s".formatted(file, AtomicFile.reason(failure)), failure);
        }
    }

    private static InputException damaged(Path file, String how) {
        return new InputException(
                "%s: is damaged (%s); without that file, training starts at its beginning".formatted(file, how));
    }

    private static void write(DataOutputStream out, Checkpoint checkpoint) throws IOException {
        out.writeInt(checkpoint.batch());
        write(out, checkpoint.sums());
        write(out, checkpoint.parameters());
        out.writeLong(checkpoint.updates());
        out.writeInt(checkpoint.slots().size());
        for (float[] slot : checkpoint.slots()) {
            write(out, slot);
        }
        out.writeInt(checkpoint.best().epoch());
        out.writeDouble(checkpoint.best().value());
        write(out, checkpoint.best().parameters());
        out.writeInt(checkpoint.epochs().size());
        for (History.Epoch epoch : checkpoint.epochs()) {
            write(out, epoch);
        }
    }

    private static Checkpoint read(DataInputStream in) throws IOException {
        int batch = in.readInt();
        EpochSums sums = readSums(in);
        float[] values = readFloats(in);
        long updates = in.readLong();
        List<float[]> slots = new ArrayList<>();
        for (int s = in.readInt(); s > 0; s--) {
            slots.add(readFloats(in));
        }
        Best best = new Best(in.readInt(), in.readDouble(), readFloats(in));
        List<History.Epoch> epochs = new ArrayList<>();
        for (int e = in.readInt(); e > 0; e--) {
            epochs.add(readEpoch(in));
        }
        return new Checkpoint(batch, sums, values, updates, slots, best, epochs);
    }

    private static void write(DataOutputStream out, EpochSums sums) throws IOException {
        out.writeDouble(sums.loss());
        out.writeLong(sums.labels());
        out.writeDouble(sums.penalties());
        out.writeDouble(sums.gradientNorms());
        out.writeInt(sums.updates());
        out.writeLong(sums.examples());
        out.writeDouble(sums.seconds());
    }

    private static EpochSums readSums(DataInputStream in) throws IOException {
        return new EpochSums(
                in.readDouble(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readLong(),
                in.readDouble());
    }

    private static void write(DataOutputStream out, History.Epoch epoch) throws IOException {
        out.writeInt(epoch.epoch());
        out.writeDouble(epoch.learningRate());
        out.writeDouble(epoch.trainLoss());
        out.writeDouble(epoch.cost());
        // NaN stands for an absent number: a present one is finite.
        out.writeDouble(epoch.validationLoss().orElse(Double.NaN));
        out.writeDouble(epoch.validationMetric().orElse(Double.NaN));
        out.writeDouble(epoch.gradientNorm());
        out.writeDouble(epoch.examplesPerSecond());
        out.writeDouble(epoch.seconds());
    }

    private static History.Epoch readEpoch(DataInputStream in) throws IOException {
        return new History.Epoch(
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                present(in.readDouble()),
                present(in.readDouble()),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    private static OptionalDouble present(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / Float.BYTES) {
            throw new IOException("an array of %d numbers does not fit in it".formatted(length));
        }
        float[] values = new float[length];
        ByteBuffer.wrap(in.readNBytes(Math.multiplyExact(values.length, Float.BYTES)))
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
