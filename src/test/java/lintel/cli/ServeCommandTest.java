package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lintel.Example;
import lintel.Experiment;
import lintel.Run;
import lintel.Watcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command in a process of its own, asked and stopped as an orchestrator does. */
class ServeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void servesARunFolderWithoutDeeplearning4jAndEndsWithZeroOnSigterm() throws Exception {
        Run run = Experiment.load(Example.logistic(folder)).run(folder.resolve("runs"), Watcher.none());
        Path classes = folder.resolve("classes");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                run.folder().path().toString(),
                "--port",
                "0",
                "--json");
        command.environment().put("LINTEL_CACHE", folder.resolve("cache").toString());
        Process process =
                command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        for (int i = 0; i < 1200 && !Files.readString(out).contains("\n") && process.isAlive(); i++) {
            Thread.sleep(50);
        }
        assertTrue(process.isAlive(), Files.readString(err));
        JsonNode started = new ObjectMapper().readTree(out.toFile());
        assertTrue(started.at("/models/0").asText().matches("logistic [0-9a-f]{12}"), started.toString());

        HttpRequest ask = HttpRequest.newBuilder(URI.create(started.get("url").asText() + "/predict?shares=true"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1,\"b\":-1,\"c\":0,\"d\":null,\"colour\":\"red\"}"))
                .build();
        String answer =
                HttpClient.newHttpClient().send(ask, BodyHandlers.ofString()).body();
        JsonNode json = new ObjectMapper().readTree(answer);
        assertEquals("yes", json.path("label").asText(), answer);
        // The definition: the shares and the base add up to the log-odds of the probability.
        double sum = json.at("/shares/base").asDouble();
        for (JsonNode share : json.at("/shares/columns")) {
            sum += share.asDouble();
        }
        double probability = json.get("probability").asDouble();
        assertEquals(Math.log(probability / (1 - probability)), sum, 1e-4);

        process.destroy(); // SIGTERM
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.DONE, process.exitValue(), Files.readString(err));
        assertEquals(List.of(), loaded(classes, "org.nd4j.", "org.deeplearning4j.", "org.bytedeco.", "org.datavec."));
        try (Stream<Path> left = Files.walk(folder.resolve("tmp"))) {
            assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void mistakesAreLines() {
        Shell.Result none = Shell.run("serve", folder.resolve("nothing").toString());
        assertEquals(folder.resolve("nothing") + ": no such file or folder\n", none.err());
        assertEquals(ExitCode.MISTAKE, none.exitCode());
        assertEquals(
                "'--port' must be an integer in [0, 65535], but is 70000\n",
                Shell.run("serve", "x", "--port", "70000").err());
        String body = Shell.run("serve", "x", "--max-body", "1073741824").err();
        assertTrue(body.matches("'--max-body' must be an integer in \\[1, \\d+\\], but is 1073741824\n"), body);
        assertEquals(
                "give '--tls-certificate' with '--tls-key', or '--tls-store'\n",
                Shell.run("serve", "x", "--tls-key", "y").err());
    }

    private static List<String> loaded(Path classes, String... packages) throws Exception {
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(line -> Stream.of(packages).anyMatch(name -> line.contains(" " + name)))
                    .limit(5)
                    .toList();
        }
    }
}
