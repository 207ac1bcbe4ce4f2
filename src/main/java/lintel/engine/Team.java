package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that share the parts of a computation. Which thread takes which part is left to chance, so parts must not
 * share what they write; then the result does not depend on the number of threads.
 */
public final class Team implements AutoCloseable {
    private static final int IDLE_SECONDS = 5;

    /** Whether the thread is at a part of some team: another's threads might all wait for it. */
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private final int threads;
    private final ExecutorService others;

    private Team(int threads) {
        this.threads = threads;
        this.others = threads == 1 ? null : pool(threads - 1);
    }

    /** Threads end when they have had nothing to do for a while: not everybody who made a team closes it. */
    private static ExecutorService pool(int threads) {
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Team::daemon);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lintel-team");
        thread.setDaemon(true);
        return thread;
    }

    /** As many threads as the work is worth, see {@link Threads#forWork}; each calls OpenBLAS for itself. */
    public static Team forWork(double operations) {
        return new Team(Threads.forWork(operations));
    }

    /** @param threads at least 1, the one that calls included */
    public static Team of(int threads) {
        return new Team(threads);
    }

    /**
     * Does all parts, {@code 0 … parts - 1}, begun in that order, and returns when they are done: put the largest
     * first.
     * Throws what a part throws; the others are then done or left. A part that shares in turn has all of its own parts
     * done by its own thread.
     */
    public void share(int parts, IntConsumer part) {
        if (threads == 1 || parts == 1 || INSIDE.get()) {
            for (int i = 0; i < parts; i++) {
                part.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            INSIDE.set(true);
            try {
                for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
                    part.accept(i);
                }
            } finally {
                INSIDE.set(false);
            }
        };
        List<Future<?>> running = new ArrayList<>();
        for (int helper = 1; helper < Math.min(threads, parts); helper++) {
            running.add(others.submit(work));
        }
        try {
            work.run();
        } finally {
            next.set(parts);
            running.forEach(Team::result);
        }
    }

    /**
     * Waits to the end of work that throws no checked exception. An interrupt is kept, but does not end the wait: such
     * work reads and writes memory that the caller frees.
     *
     * @throws RuntimeException what the work threw; errors likewise
     */
    public static <T> T result(Future<T> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdown();
        }
    }
}
