package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lintel.export.Exports;
import lintel.export.Signature;
import lintel.network.SampleModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is run together: as many requests wait as the test wants, because the one runner is held until they do. */
class BatcherTest {
    private static final int MOST_ROWS = 64;
    private static final double TOLERANCE = 1e-6;

    private final Metrics metrics = new Metrics();
    private OrtSession session;
    private Form form;
    private Batcher batcher;

    @BeforeEach
    void load() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "lintel");
        session = environment.createSession(
                Exports.onnx(SampleModels.named("lstm").model()));
        form = Form.of(Signature.parse(
                session.getMetadata().getCustomMetadataValue(Signature.METADATA).orElseThrow()));
        batcher = batcher(Runnable::run);
    }

    private Batcher batcher(Executor executor) {
        GraphRunner runner = new GraphRunner(OrtEnvironment.getEnvironment(), session, form);
        return new Batcher(List.of(runner), MOST_ROWS, 200, executor, metrics.of("m"));
    }

    @AfterEach
    void close() throws OrtException {
        session.close();
    }

    /** One request of so many steps. */
    private class Asked implements Batcher.Job {
        private final Inputs inputs;
        private final CompletableFuture<Answers> reply = new CompletableFuture<>();

        Asked(int steps, float value) {
            inputs = Held.example(form, steps, value);
        }

        @Override
        public Inputs inputs() {
            return inputs;
        }

        @Override
        public void answered(Answers answers) {
            reply.complete(answers);
        }

        @Override
        public void failed(Throwable failure) {
            reply.completeExceptionally(failure);
        }
    }

    /** @return their answers, after they have waited for a run that was held */
    private List<Answers> together(List<Asked> requests) {
        try (Held held = Held.on(batcher, Held.example(form, 1, 0))) {
            requests.forEach(batcher::submit);
            assertEquals(requests.size(), batcher.waiting());
            assertEquals(1, runs());
            held.release();
        }
        return requests.stream().map(each -> each.reply.join()).toList();
    }

    private List<Asked> requests(int count, int steps) {
        List<Asked> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new Asked(steps, i / 100f));
        }
        return requests;
    }

    private int runs() {
        return metric("lintel_batch_rows_count");
    }

    private int metric(String name) {
        String line = name + "{model=\"m\"} ";
        return new String(metrics.text(), StandardCharsets.UTF_8)
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToInt(each -> (int) Double.parseDouble(each.substring(line.length())))
                .findFirst()
                .orElse(0);
    }

    @Test
    void requestsThatWaitAreJoinedAndEachGetsItsOwnAnswer() {
        List<Asked> requests = requests(200, 3);
        List<Answers> answers = together(requests);
        assertEquals(1 + 4, runs(), "200 requests of one example are batches of 64, 64, 64 and 8");
        assertEquals(1 + 200, metric("lintel_batch_rows_sum"));
        for (int i = 0; i < requests.size(); i++) {
            Asked alone = new Asked(3, i / 100f);
            batcher.submit(alone);
            float[] expected = alone.reply.join().probability();
            assertArrayEquals(expected, answers.get(i).probability(), (float) TOLERANCE);
        }
        assertEquals(1 + 4 + 200, runs(), "who finds the runner free waits for nobody");
    }

    @Test
    void whatPaddingWouldMoreThanDoubleIsNotJoined() {
        List<Asked> requests = requests(3, 1);
        requests.add(new Asked(100, 1));
        requests.add(new Asked(90, 1));
        together(requests);
        assertEquals(1 + 2, runs(), "three of 1 step; one of 100 and one of 90");
    }

    @Test
    void aReplyThatFailsTakesNoOtherWithIt() throws Exception {
        Asked first = new Asked(1, 0);
        Asked last = new Asked(1, 1);
        Asked failing = new Asked(1, 0) {
            @Override
            public void answered(Answers answers) {
                throw new AssertionError("made up");
            }
        };
        try (Held held = Held.on(batcher, Held.example(form, 1, 0))) {
            List.of(first, failing, last).forEach(batcher::submit);
            held.release();
        }
        first.reply.get(60, TimeUnit.SECONDS);
        last.reply.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatWaitsIsAnsweredWhenNoOtherThreadIsLeft() throws Exception {
        batcher = batcher(task -> {
            throw new RejectedExecutionException("stopping");
        });
        List<Asked> requests = requests(3, 1);
        try (Held held = Held.on(batcher, Held.example(form, 1, 0))) {
            requests.forEach(batcher::submit);
            held.release();
        }
        for (Asked each : requests) {
            each.reply.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void oneTooManyIsShed() {
        List<Asked> requests = requests(200, 1);
        try (Held held = Held.on(batcher, Held.example(form, 1, 0))) {
            requests.forEach(batcher::submit);
            RequestException shed = assertThrows(RequestException.class, () -> batcher.submit(new Asked(1, 0)));
            assertEquals(503, shed.status());
            held.release();
        }
        requests.forEach(each -> each.reply.join());
    }
}
