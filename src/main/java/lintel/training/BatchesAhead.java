package lintel.training;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import lintel.engine.Team;
import lintel.engine.Threads;
import lintel.network.Network;

/**
 * The batches of a training, one after another. While one is computed, the next is made ready by another thread, if the
 * computation leaves one of those allowed idle and there is enough to copy; never more than one ahead. Which thread it
 * was changes no bit. To be used by one thread.
 */
final class BatchesAhead implements AutoCloseable {
    /**
     * To wake a thread took 0.04 to 0.15 ms on a virtual machine of two cores (AMD EPYC, Zen 4), to copy so many
     * numbers 0.15 to 0.2.
     */
    static final long LEAST_NUMBERS = 1 << 17;

    private final Function<int[], Network.Batch> prepare;
    private final int threads;
    private final ExecutorService other = Executors.newFixedThreadPool(1, BatchesAhead::daemon);
    private int[] expected;
    private Future<Network.Batch> ahead;

    /**
     * @param prepare makes the examples at these positions ready, on any thread
     * @param threads how many may run at once, those that compute included
     */
    BatchesAhead(Function<int[], Network.Batch> prepare, int threads) {
        this.prepare = prepare;
        this.threads = threads;
    }

    /** With as many threads as may compute. */
    BatchesAhead(Function<int[], Network.Batch> prepare) {
        this(prepare, Threads.forWork(Double.POSITIVE_INFINITY));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lintel-batches");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A batch that is ready; the one after it may be begun, to be asked for next.
     *
     * @param batches positions of examples
     * @param number  of a batch among them
     * @throws RuntimeException what preparing this batch threw, whatever thread it was on; errors likewise
     */
    Network.Batch ready(List<int[]> batches, int number) {
        int[] chosen = batches.get(number);
        Network.Batch batch = chosen == expected ? Team.result(ahead) : prepare.apply(chosen);
        expected = null;
        ahead = null; // or the last batch of an epoch would be kept
        if (number + 1 < batches.size() && batch.threads() < threads && batch.copied() >= LEAST_NUMBERS) {
            int[] next = batches.get(number + 1);
            ahead = other.submit(() -> prepare.apply(next));
            expected = next;
        }
        return batch;
    }

    /** Returns when nobody reads the examples any more. */
    @Override
    public void close() {
        if (ahead != null) {
            Team.result(other.submit(() -> null)); // which comes behind it, whatever becomes of it
        }
        other.shutdown();
    }
}
