package lintel.engine;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Threads that share the parts of a computation. Which thread takes which part is left to chance, so parts must not
 * share what they write; then the result does not depend on the number of threads.
 */
public final class Team implements AutoCloseable {
    private final ForkJoinPool pool;

    private Team(ForkJoinPool pool) {
        this.pool = pool;
    }

    /** As many threads as the work is worth, see {@link Threads#forWork}; each calls OpenBLAS for itself. */
    public static Team forWork(double operations) {
        int threads = Threads.forWork(operations);
        return new Team(threads == 1 ? null : new ForkJoinPool(threads));
    }

    /** Only the thread that calls. */
    public static Team ofOne() {
        return new Team(null);
    }

    public int threads() {
        return pool == null ? 1 : pool.getParallelism();
    }

    /** Does all parts, {@code 0 … parts - 1}, and returns when they are done. Throws what a part throws. */
    public void share(int parts, IntConsumer part) {
        if (pool == null || parts == 1) {
            for (int i = 0; i < parts; i++) {
                part.accept(i);
            }
        } else {
            pool.submit(() -> IntStream.range(0, parts).parallel().forEach(part))
                    .join();
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
