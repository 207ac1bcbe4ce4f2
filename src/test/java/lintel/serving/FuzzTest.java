package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good requests, damaged at random: whatever comes, no status is 500 or above, and every refusal says why in JSON. */
class FuzzTest {
    private static final String STEP = "{\"colour\": \"red\", \"sold\": true, \"size\": -1.5e2, \"weight\": null}";
    private static final String[] TOKENS = {
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "NaN",
        "-Infinity",
        "1e400",
        "-0",
        "\\u0000",
        "\\ud800",
        "9".repeat(300),
        "\"data\"",
        "\"shape\"",
        "\"BYTES\"",
        "-1",
        "2147483648",
        "\u00e9",
        "\ud83d\ude00",
        "\u0000"
    };
    private static final String[] PATHS = {
        "/predict", "/predict/sample", "/predict?shares=true", "/v2/models/sample/infer", "/v2/models/%F0/infer"
    };

    @TempDir
    private Path folder;

    @Test
    void someHundredsOfDamagedRequests() {
        fuzz("logistic", 400, 5);
        fuzz("every-step", 400, 6);
    }

    @Test
    @Tag("slow")
    void manyThousandsOfDamagedRequests() {
        fuzz("logistic", 8_000, 7);
        fuzz("lstm", 8_000, 8);
    }

    private void fuzz(String model, int requests, long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (Served served = Served.of(Served.export(SampleModels.named(model).model(), folder.resolve(model)))) {
            boolean sequences =
                    SampleModels.named(model).model().preprocessing().sequences();
            String row = sequences ? "[" + STEP + "," + STEP + "]" : STEP;
            String[] good = {row, "[" + row + "," + row + "]", tensors(sequences)};
            for (int i = 0; i < requests; i++) {
                byte[] body = damaged(good[random.nextInt(good.length)], random);
                Served.Reply reply = served.post(PATHS[random.nextInt(PATHS.length)], body);
                statuses.merge(reply.status(), 1, Integer::sum);
                String shown = new String(body, StandardCharsets.UTF_8);
                assertTrue(reply.status() < 500, () -> reply + " to " + shown);
                assertTrue(reply.status() == 200 || !reply.error().isEmpty(), () -> reply + " to " + shown);
                assertTrue(!reply.text().contains("Exception") && !reply.text().contains("\tat "), reply::text);
            }
            assertTrue(statuses.getOrDefault(400, 0) > requests / 4, statuses::toString);
            assertEquals(200, served.post("/predict", row).status());
            assertEquals(0, served.metric("lintel_requests_unfinished{model=\"sample\"}"));
        }
    }

    private static byte[] damaged(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
                case 2 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(3)));
                default -> text.replace(at, end, TOKENS[random.nextInt(TOKENS.length)]);
            }
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static String tensors(boolean sequences) {
        String shape = sequences ? "[1, 2, 1]" : "[2, 1]";
        String lengths = "{\"name\": \"lengths\", \"datatype\": \"INT32\", \"shape\": [1], \"data\": [2]}, ";
        return """
                {"id": "1", "inputs": [%s{"name": "size", "datatype": "FP32", "shape": %s, "data": [1, null]},
                {"name": "colour", "datatype": "BYTES", "shape": %s, "data": ["red", null]},
                {"name": "sold", "datatype": "BOOL", "shape": %s, "data": [true, false]},
                {"name": "weight", "datatype": "FP64", "shape": %s, "data": [1.5, 2]}], "outputs": [{"name": "label"}]}
                """
                .formatted(sequences ? lengths : "", shape, shape, shape, shape);
    }
}
