package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import lintel.network.GradientConsumer;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who makes which batch ready, and when; what waits is let go by events, never by time. */
@Timeout(60)
class BatchesAheadTest {
    private static final long ENOUGH = BatchesAhead.LEAST_NUMBERS;
    private static final List<int[]> BATCHES =
            IntStream.range(0, 4).mapToObj(i -> new int[] {i}).toList();

    /** The batch number, ready. */
    private record Numbered(int number, int threads, long copied) implements Network.Batch {
        @Override
        public void gradients(long dropoutSeed, GradientConsumer consumer) {}
    }

    /** Notes which thread made each batch ready; null: none has. */
    private static final class Noted {
        private final Thread[] by = new Thread[BATCHES.size()];
        private final CountDownLatch[] made = IntStream.range(0, BATCHES.size())
                .mapToObj(i -> new CountDownLatch(1))
                .toArray(CountDownLatch[]::new);

        Network.Batch prepare(int[] chosen, int threads, long copied) {
            by[chosen[0]] = Thread.currentThread();
            made[chosen[0]].countDown();
            return new Numbered(chosen[0], threads, copied);
        }

        void await(int number) throws InterruptedException {
            made[number].await();
        }
    }

    @Test
    void anotherThreadIsOneBatchAhead() throws InterruptedException {
        Noted noted = new Noted();
        try (BatchesAhead ahead = new BatchesAhead(chosen -> noted.prepare(chosen, 1, ENOUGH), 2)) {
            for (int i = 0; i < BATCHES.size(); i++) {
                assertEquals(new Numbered(i, 1, ENOUGH), ahead.ready(BATCHES, i));
                if (i + 1 < BATCHES.size()) {
                    noted.await(i + 1); // nobody has asked for it yet
                }
            }
        }
        assertSame(Thread.currentThread(), noted.by[0]);
        assertTrue(noted.by[1] != noted.by[0] && noted.by[1] == noted.by[2] && noted.by[2] == noted.by[3]);
        noted.by[1].join(); // it ends
    }

    @Test
    void nothingIsPreparedBeyondTheNextBatch() throws InterruptedException {
        Noted noted = new Noted();
        try (BatchesAhead ahead = new BatchesAhead(chosen -> noted.prepare(chosen, 1, ENOUGH), 2)) {
            ahead.ready(BATCHES, 0);
            noted.await(1);
            ahead.ready(BATCHES, 1);
        }
        assertNotNull(noted.by[2]); // begun before it was closed
        assertEquals(null, noted.by[3]);
        noted.by[2].join();
    }

    /** One thread allowed, all of them computing, or too little to copy. */
    @ParameterizedTest
    @CsvSource({"1,1,0", "2,2,0", "8,8,0", "2,1,1"})
    void batchesAreMadeByTheThreadThatAsks(int allowed, int computing, int lacking) {
        Noted noted = new Noted();
        try (BatchesAhead ahead =
                new BatchesAhead(chosen -> noted.prepare(chosen, computing, ENOUGH - lacking), allowed)) {
            for (int i = 0; i < BATCHES.size(); i++) {
                ahead.ready(BATCHES, i);
                assertSame(Thread.currentThread(), noted.by[i]);
                assertTrue(i + 1 == BATCHES.size() || noted.by[i + 1] == null);
            }
        }
    }

    @Test
    void epochsFollowOneAnotherAndABatchMayBeAskedForAgain() {
        Noted noted = new Noted();
        List<int[]> single = List.of(BATCHES.get(3));
        try (BatchesAhead ahead = new BatchesAhead(chosen -> noted.prepare(chosen, 1, ENOUGH), 2)) {
            for (int number : new int[] {0, 1, 2, 3, 0, 2, 2, 1}) {
                assertEquals(new Numbered(number, 1, ENOUGH), ahead.ready(BATCHES, number));
            }
            assertEquals(new Numbered(3, 1, ENOUGH), ahead.ready(single, 0));
            assertSame(Thread.currentThread(), noted.by[3]);
        }
    }

    @Test
    void aFailureComesAsItselfWithItsBatch() {
        for (Throwable failure : List.of(new IllegalStateException("no such row"), new OutOfMemoryError("full"))) {
            try (BatchesAhead ahead = new BatchesAhead(chosen -> failAt(2, chosen[0], failure), 2)) {
                ahead.ready(BATCHES, 0);
                ahead.ready(BATCHES, 1);
                assertSame(failure, assertThrows(failure.getClass(), () -> ahead.ready(BATCHES, 2)));
            }
        }
    }

    /** Whoever stops before a batch does not hear of what is wrong with it. */
    @Test
    void aFailureOfABatchNobodyAsksForIsForgotten() {
        try (BatchesAhead ahead = new BatchesAhead(chosen -> failAt(1, chosen[0], new IllegalStateException()), 2)) {
            ahead.ready(BATCHES, 0);
        }
    }

    private static Network.Batch failAt(int bad, int number, Throwable failure) {
        if (number == bad && failure instanceof Error error) {
            throw error;
        }
        if (number == bad) {
            throw (RuntimeException) failure;
        }
        return new Numbered(number, 1, ENOUGH);
    }

    @Test
    void anInterruptIsKeptAndLosesNoBatch() {
        CountDownLatch go = new CountDownLatch(1);
        try (BatchesAhead ahead = new BatchesAhead(chosen -> waitFor(go, chosen[0]), 2)) {
            ahead.ready(BATCHES, 0);
            letGoOnceWaiting(Thread.currentThread(), go);
            Thread.currentThread().interrupt();
            assertEquals(new Numbered(1, 1, ENOUGH), ahead.ready(BATCHES, 1));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void closingWaitsForWhatIsBeingRead() {
        CountDownLatch go = new CountDownLatch(1);
        boolean[] done = new boolean[1];
        BatchesAhead ahead = new BatchesAhead(
                chosen -> {
                    Network.Batch batch = waitFor(go, chosen[0]);
                    done[0] = chosen[0] == 1;
                    return batch;
                },
                2);
        ahead.ready(BATCHES, 0);
        assertFalse(done[0]);
        letGoOnceWaiting(Thread.currentThread(), go);
        Thread.currentThread().interrupt();
        ahead.close();
        assertTrue(Thread.interrupted());
        assertTrue(done[0]);
    }

    private static Network.Batch waitFor(CountDownLatch go, int number) {
        try {
            if (number == 1) {
                go.await();
            }
            return new Numbered(number, 1, ENOUGH);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the thread that prepares", e);
        }
    }

    /** Lets go when the thread waits although it has been interrupted: then the interrupt was heard and put aside. */
    private static void letGoOnceWaiting(Thread waiting, CountDownLatch go) {
        Thread watch = new Thread(() -> {
            while (waiting.isInterrupted() || !waits(waiting.getState())) {
                Thread.onSpinWait();
            }
            go.countDown();
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static boolean waits(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }
}
