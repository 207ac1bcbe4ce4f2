package lintel.serving;

import ai.onnxruntime.OrtException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs requests, several in one batch where several are waiting. A request that finds a runner free is run at once by
 * the thread that brings it: it waits for nobody, and no other thread has to be woken. One that finds all of them busy
 * waits, and the next run takes all that has gathered by then.
 */
final class Batcher {
    /** Padding shorter sequences up to longer ones may at most double the work. */
    private static final int MOST_PADDING = 2;

    private static final Logger LOG = LoggerFactory.getLogger("serve");

    private final Queue<GraphRunner> idle;
    private final ArrayDeque<Job> waiting = new ArrayDeque<>();
    private final int mostRows;
    private final Executor executor;
    private final ModelMetrics metrics;
    private final int mostWaiting;

    /**
     * @param runners     as many runs as may go on at the same time
     * @param mostRows    examples that requests are joined up to; a larger request runs alone
     * @param mostWaiting requests that may wait
     * @param executor    runs what has gathered
     */
    Batcher(List<GraphRunner> runners, int mostRows, int mostWaiting, Executor executor, ModelMetrics metrics) {
        this.idle = new ConcurrentLinkedQueue<>(runners);
        this.mostRows = mostRows;
        this.mostWaiting = mostWaiting;
        this.executor = executor;
        this.metrics = metrics;
    }

    /** A request that has been read. */
    interface Job {
        Inputs inputs();

        /** Called once, by any thread. */
        void answered(Answers answers);

        /** Called once instead. */
        void failed(Throwable failure);
    }

    /** @throws RequestException if too many are waiting */
    void submit(Job job) {
        synchronized (waiting) {
            if (waiting.size() >= mostWaiting) {
                metrics.shed();
                throw new RequestException(
                        RequestException.UNAVAILABLE, "too many requests are waiting; try again in a second");
            }
            waiting.add(job);
        }
        metrics.submitted();
        runOneBatch();
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /**
     * The thread that brings a request goes on with its own connection afterwards: another one runs what has gathered
     * meanwhile. It is looked for after the runner is given back, so that no request is overlooked.
     */
    private void runOneBatch() {
        GraphRunner runner = idle.poll();
        if (runner == null) {
            return;
        }
        try {
            run(runner, next());
        } finally {
            idle.add(runner);
        }
        if (waiting() > 0) {
            try {
                executor.execute(this::runAll);
            } catch (RejectedExecutionException stopping) {
                runAll(); // what has been accepted is answered
            }
        }
    }

    private void runAll() {
        while (waiting() > 0) {
            GraphRunner runner = idle.poll();
            if (runner == null) {
                return;
            }
            try {
                run(runner, next());
            } finally {
                idle.add(runner);
            }
        }
    }

    /** What may be joined of those that wait; nothing if another thread has taken all. */
    private List<Job> next() {
        List<Job> batch = new ArrayList<>();
        int examples = 0;
        int longest = 0;
        long steps = 0;
        synchronized (waiting) {
            for (Job job = waiting.peek(); job != null; job = waiting.peek()) {
                examples += job.inputs().examples();
                longest = Math.max(longest, job.inputs().longest());
                steps += job.inputs().steps();
                boolean joins = examples <= mostRows && (long) longest * examples <= MOST_PADDING * steps;
                if (!batch.isEmpty() && !joins) {
                    break;
                }
                batch.add(waiting.remove());
            }
        }
        return batch;
    }

    private void run(GraphRunner runner, List<Job> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<Answers> answers;
        try {
            long began = System.nanoTime();
            answers = runner.run(batch.stream().map(Job::inputs).toList());
            metrics.ran(answers.stream().mapToInt(Answers::examples).sum(), System.nanoTime() - began);
        } catch (OrtException | RuntimeException | Error failure) {
            if (batch.size() > 1) { // one that fails must not take the others with it
                batch.forEach(job -> run(runner, List.of(job)));
            } else {
                finish(batch.get(0), null, failure);
            }
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            finish(batch.get(i), answers.get(i), null);
        }
    }

    private void finish(Job job, Answers answers, Throwable failure) {
        try {
            if (failure == null) {
                job.answered(answers);
            } else {
                job.failed(failure);
            }
        } catch (RuntimeException | Error lost) { // one that fails must not take the others with it
            LOG.error("a reply is lost", lost);
        } finally {
            metrics.finished();
        }
    }
}
