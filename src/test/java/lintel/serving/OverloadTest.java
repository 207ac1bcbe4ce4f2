package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.io.TempDir;

/** More than can be done at once: what is accepted gets its answer, the rest is told to come back. */
class OverloadTest {
    private static final String STEP = "{\"colour\": \"red\", \"sold\": true, \"size\": 1.5, \"weight\": 2}";

    @TempDir
    private Path folder;

    private Served served(int queue) {
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
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty());
        return Served.of(options, Served.export(SampleModels.named("lstm").model(), folder));
    }

    /** 500 sequences of 100 steps: some hundredths of a second for an LSTM, at 4 MB, so that requests pile up. */
    private static String large() {
        String sequence = "[" + (STEP + ",").repeat(99) + STEP + "]";
        return "[" + (sequence + ",").repeat(499) + sequence + "]";
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

    @Test
    void shedsWhatIsTooMuchAndAnswersTheRest() {
        try (Served served = served(1)) {
            String body = large();
            int shed = 0;
            int answered = 0;
            for (CompletableFuture<HttpResponse<String>> each : flood(served, body, 12)) {
                HttpResponse<String> reply = each.join();
                if (reply.statusCode() == 503) {
                    shed++;
                    assertEquals("1", reply.headers().firstValue("Retry-After").orElseThrow());
                    assertTrue(reply.body().contains("try again in a second"), reply.body());
                } else {
                    assertEquals(200, reply.statusCode(), reply.body());
                    answered++;
                }
            }
            assertTrue(shed > 0, "nothing was shed");
            assertTrue(answered > 0, "nothing was answered");
            assertEquals(200, served.post("/predict", "[" + STEP + "]").status());
            assertEquals(0, served.metric("lintel_requests_unfinished{model=\"sample\"}"));
        }
    }

    @Test
    void requestsThatWaitAreJoined() {
        try (Served served = served(256)) {
            List<CompletableFuture<HttpResponse<String>>> first = flood(served, large(), 1);
            List<CompletableFuture<HttpResponse<String>>> many = flood(served, "[" + STEP + "]", 200);
            many.forEach(each -> assertEquals(200, each.join().statusCode()));
            assertEquals(200, first.get(0).join().statusCode());
            assertTrue(
                    served.metric("lintel_batch_rows_count{model=\"sample\"}") <= 201,
                    "one run at most for each request");
            assertEquals(700, served.metric("lintel_batch_rows_sum{model=\"sample\"}"));
        }
    }

    @Test
    void drainsWhatHasBegunAndSaysNotToBeReadyMeanwhile() throws Exception {
        Served served = served(256);
        assertEquals(200, served.get("/v2/health/ready").status());
        List<CompletableFuture<HttpResponse<String>>> begun = flood(served, large(), 2);
        for (int i = 0; i < 200 && served.metric("lintel_requests_unfinished{model=\"sample\"}") == 0; i++) {
            Thread.sleep(10);
        }
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(served.server::drain);
        Served.Reply ready = served.get("/v2/health/ready");
        for (int i = 0; i < 80 && ready.status() == 200; i++) {
            Thread.sleep(10);
            ready = served.get("/v2/health/ready");
        }
        assertEquals(503, ready.status());
        assertEquals("{\"ready\":false}", ready.text());
        assertEquals(
                "close", ready.response().headers().firstValue("Connection").orElseThrow());
        for (CompletableFuture<HttpResponse<String>> each : begun) {
            assertEquals(200, each.join().statusCode());
        }
        assertTrue(drained.join());
    }
}
