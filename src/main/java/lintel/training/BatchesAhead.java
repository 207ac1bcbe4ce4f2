package lintel.training;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lintel.data.Examples;
import lintel.engine.Threads;
import lintel.network.Network;

/**
 * The batches of a training, one after another. Where more than one thread is allowed, another one makes the next batch
 * ready while the present one is computed, never more than one ahead; which thread it was changes no bit. To be used by
 * one thread.
 */
final class BatchesAhead implements AutoCloseable {
    private final Function<int[], Network.Batch> prepare;
    private final ExecutorService other;
    private int[] expected;
    private Future<Network.Batch> ahead;

    /** @param another whether another thread may prepare */
    BatchesAhead(Function<int[], Network.Batch> prepare, boolean another) {
        this.prepare = prepare;
        this.other = another ? Executors.newFixedThreadPool(1, BatchesAhead::daemon) : null;
    }

    static BatchesAhead of(Network network, Examples examples, int batchSize) {
        return new BatchesAhead(chosen -> network.prepare(examples, chosen), pays(examples, batchSize));
    }

    /** Whether batches are made ready by another thread: rows of logistic regression are read where they lie. */
    static boolean pays(Examples examples, int batchSize) {
        return examples instanceof Examples.Steps
                && examples.size() > batchSize
                && Threads.forWork(Double.POSITIVE_INFINITY) > 1;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lintel-batches");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A batch that is ready; the one after it is begun, to be asked for next.
     *
     * @param batches positions of examples
     * @param number  of a batch among them
     * @throws RuntimeException what preparing this batch threw, whatever thread it was on; errors likewise
     */
    Network.Batch ready(List<int[]> batches, int number) {
        int[] chosen = batches.get(number);
        Network.Batch batch = chosen == expected ? result(ahead) : prepare.apply(chosen);
        expected = null;
        ahead = null; // or the last batch of an epoch would be kept
        if (other != null && number + 1 < batches.size()) {
            int[] next = batches.get(number + 1);
            ahead = other.submit(() -> prepare.apply(next));
            expected = next;
        }
        return batch;
    }

    /** An interrupt is kept, but does not end the wait: the examples are being read. */
    private static Network.Batch result(Future<Network.Batch> begun) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return begun.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) e.getCause(); // nothing else is thrown by a function
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns when nobody reads the examples any more; a batch that is not begun is left. */
    @Override
    public void close() {
        if (other == null) {
            return;
        }
        if (ahead != null) {
            ahead.cancel(false);
        }
        other.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = other.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
