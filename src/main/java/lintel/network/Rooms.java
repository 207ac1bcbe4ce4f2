package lintel.network;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays for the values of batches, used again: each is as large as the small heap of a training, which would otherwise
 * be cleared after every few batches. As many as there were batches at once.
 */
final class Rooms {
    private final Deque<float[]> free = new ArrayDeque<>();

    /** An array of at least so many numbers, whatever they are; nobody else has it. */
    synchronized float[] take(int size) {
        float[] room = free.poll();
        return room != null && room.length >= size ? room : new float[size];
    }

    /** @param room not to be used any more */
    synchronized void giveBack(float[] room) {
        free.push(room);
    }
}
