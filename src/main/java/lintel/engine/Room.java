package lintel.engine;

import org.bytedeco.javacpp.Pointer;

/** Memory outside the heap that is used again: it grows to the most ever asked for, and is never given back before. */
final class Room implements AutoCloseable {
    private final Arithmetic arithmetic;
    private Pointer memory;

    Room(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    /** So many numbers at least; what was in the room is lost when it grows. */
    Pointer of(long count) {
        if (memory == null || memory.capacity() < count) {
            close();
            memory = arithmetic.allocate(count);
        }
        return memory;
    }

    /** What the last call of {@link #of} gave. */
    Pointer now() {
        return memory;
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }
}
