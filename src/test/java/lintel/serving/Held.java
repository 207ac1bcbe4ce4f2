package lintel.serving;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** A request that keeps the runner that answered it, so that all others wait, until this is closed. */
final class Held implements AutoCloseable {
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Held(Batcher batcher, Inputs inputs) {
        Batcher.Job job = new Batcher.Job() {
            @Override
            public Inputs inputs() {
                return inputs;
            }

            @Override
            public void answered(Answers answers) {
                answered.countDown();
                await(released);
            }

            @Override
            public void failed(Throwable failure) {
                throw new AssertionError(failure);
            }
        };
        new Thread(() -> batcher.submit(job), "held").start();
        await(answered);
    }

    /** When it returns, the one runner is busy. */
    static Held on(Batcher batcher, Inputs inputs) {
        return new Held(batcher, inputs);
    }

    /** The same for a server with one model and one thread. */
    static Held on(Served served) {
        LoadedModel model = served.server.models().hold(null, null);
        try {
            return on(model.batcher(), example(model.form(), 1, 0));
        } finally {
            model.release();
        }
    }

    /** One example of so many steps. */
    static Inputs example(Form form, int steps, float value) {
        float[] numbers = new float[steps * form.numbers()];
        Arrays.fill(numbers, value);
        String[][] texts = new String[form.texts().size()][steps];
        for (String[] column : texts) {
            Arrays.fill(column, "red");
        }
        return new Inputs(1, form.sequences() ? new int[] {steps} : null, numbers, texts);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Lets the runner go on. */
    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
    }
}
