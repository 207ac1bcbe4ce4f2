package lintel.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lintel.export.Exports;
import lintel.network.Model;

/** A server on a free port of the loopback address, and somebody who asks it. */
final class Served implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final InferenceServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Served(ServeOptions options, List<ModelSource> sources) {
        server = new InferenceServer(options, sources, events::add);
    }

    /** What came back. */
    record Reply(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException notJson) {
                throw new AssertionError(text, notJson);
            }
        }

        String error() {
            return json().path("error").asText();
        }
    }

    static Served of(ServeOptions options, Path... files) {
        return new Served(
                options,
                Arrays.stream(files)
                        .map(file -> new ModelSource(Optional.empty(), file))
                        .toList());
    }

    static Served of(Path... files) {
        return of(ServeOptions.standard(), files);
    }

    /** Writes the graph of a model to {@code folder/model.onnx}. */
    static Path export(Model model, Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve("model.onnx"), Exports.onnx(model));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    int port() {
        return server.address().getPort();
    }

    Reply get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    Reply post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply post(String path, byte[] body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The value of one line of the metrics; 0 if it is not there. */
    double metric(String line) {
        return get("/metrics")
                .text()
                .lines()
                .filter(each -> each.startsWith(line + " "))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
