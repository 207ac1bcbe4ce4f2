package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More than can be done at once: what is accepted gets its answer, the rest is told to come back. */
class OverloadTest {
    private static final String STEP = "{\"colour\": \"red\", \"sold\": true, \"size\": 1.5, \"weight\": 2}";
    private static final String BODY = "[" + STEP + "]";

    @TempDir
    private Path folder;

    private Served served(int queue) {
        return served(
                queue, Duration.ofSeconds(5), Duration.ofSeconds(30)); // enough for a busy machine to ask meanwhile
    }

    private Served served(int queue, Duration notice, Duration drain) {
        ServeOptions standard = ServeOptions.standard();
        ServeOptions options = new ServeOptions(
                standard.host(),
                0,
                1,
                standard.limits(),
                64,
                queue,
                standard.connections(),
                standard.arrival(),
                notice,
                drain,
                Optional.empty(),
                Optional.empty());
        return Served.of(options, Served.export(SampleModels.named("lstm").model(), folder));
    }

    private static List<CompletableFuture<HttpResponse<String>>> flood(Served served, String body, int count) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(served.uri("/predict"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            replies.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        return replies;
    }

    /** Until so many requests have been taken and not answered. */
    private static void awaitUnfinished(Served served, int count) throws InterruptedException {
        while (served.metric("lintel_requests_unfinished{model=\"sample\"}") < count) {
            Thread.sleep(10);
        }
    }

    @Test
    @Timeout(120)
    void shedsWhatIsTooMuchAndAnswersTheRest() throws Exception {
        try (Served served = served(1)) {
            List<CompletableFuture<HttpResponse<String>>> waiting;
            try (Held held = Held.on(served)) {
                waiting = flood(served, BODY, 1);
                awaitUnfinished(served, 2);
                for (CompletableFuture<HttpResponse<String>> each : flood(served, BODY, 12)) {
                    HttpResponse<String> reply = each.join();
                    assertEquals(503, reply.statusCode(), reply.body());
                    assertEquals("1", reply.headers().firstValue("Retry-After").orElseThrow());
                    assertTrue(reply.body().contains("try again in a second"), reply.body());
                }
                assertFalse(waiting.get(0).isDone());
                held.release();
            }
            assertEquals(200, waiting.get(0).join().statusCode());
            assertEquals(200, served.post("/predict", BODY).status());
            assertEquals(12, served.metric("lintel_shed_total{model=\"sample\"}"));
        }
    }

    @Test
    @Timeout(120)
    void saysWhetherAllThatWasAcceptedHasEnded() throws Exception {
        assertTrue(served(1, Duration.ZERO, Duration.ZERO).server.drain(), "nothing was going on");
        for (int seconds : new int[] {0, 1}) {
            Served served = served(1, Duration.ZERO, Duration.ofSeconds(seconds));
            try (Held held = Held.on(served)) {
                flood(served, BODY, 1);
                awaitUnfinished(served, 2);
                assertFalse(served.server.drain(), seconds + " s");
                held.release();
            }
        }
    }

    @Test
    @Timeout(120)
    void drainsWhatHasBegunAndSaysNotToBeReadyMeanwhile() throws Exception {
        Served served = served(256);
        assertEquals(200, served.get("/v2/health/ready").status());
        List<CompletableFuture<HttpResponse<String>>> begun;
        CompletableFuture<Boolean> drained;
        try (Held held = Held.on(served)) {
            begun = flood(served, BODY, 2);
            awaitUnfinished(served, 3);
            drained = CompletableFuture.supplyAsync(served.server::drain);
            Served.Reply ready = served.get("/v2/health/ready");
            while (ready.status() == 200) {
                Thread.sleep(10);
                ready = served.get("/v2/health/ready");
            }
            assertEquals(503, ready.status());
            assertEquals("{\"ready\":false}", ready.text());
            assertEquals(
                    "close", ready.response().headers().firstValue("Connection").orElseThrow());
            assertFalse(drained.isDone());
            begun.forEach(each -> assertFalse(each.isDone()));
            held.release();
        }
        for (CompletableFuture<HttpResponse<String>> each : begun) {
            assertEquals(200, each.join().statusCode());
        }
        assertTrue(drained.join());
    }
}
