package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** Matrices side by side that a layer reads: as they are given, or, while training, copies without what is dropped. */
final class Inputs implements AutoCloseable {
    private final Dropout dropout;
    private final List<Integer> widths;
    private final int number;
    private final List<Room> copies = new ArrayList<>();
    private List<Pointer> read = List.of();
    private long seed;

    /** @param number counts the layers, so that each drops others */
    Inputs(Arithmetic arithmetic, double dropout, List<Integer> widths, int number) {
        this.dropout = new Dropout(arithmetic, dropout);
        this.widths = widths;
        this.number = number;
        widths.forEach(width -> copies.add(new Room(arithmetic)));
    }

    /** What the layer is to read. */
    List<Pointer> forward(List<Pointer> given, long rows, boolean training, long dropoutSeed) {
        read = given;
        if (training && dropout.drops()) {
            seed = dropoutSeed;
            read = new ArrayList<>();
            for (int part = 0; part < given.size(); part++) {
                long count = rows * widths.get(part);
                Pointer copy = copies.get(part).of(count);
                dropout.apply(given.get(part), copy, count, seed(part));
                read.add(copy);
            }
        }
        return read;
    }

    /** What the last call of {@link #forward} gave. */
    List<Pointer> read() {
        return read;
    }

    /** From errors of what was read to errors of what was given, in place. */
    void backward(List<Pointer> errors, long rows) {
        for (int part = 0; part < errors.size() && dropout.drops(); part++) {
            dropout.apply(errors.get(part), errors.get(part), rows * widths.get(part), seed(part));
        }
    }

    private long seed(int part) {
        return Dropout.seed(seed, 2 * number + part);
    }

    @Override
    public void close() {
        copies.forEach(Room::close);
    }
}
