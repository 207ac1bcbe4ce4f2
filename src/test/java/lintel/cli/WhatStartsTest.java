package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands start beside Lintel, each in a JVM of its own: ND4J takes longer to start than a logistic run. */
class WhatStartsTest {
    @TempDir
    Path folder;

    @Test
    void aSmallLogisticRunStartsNeitherNd4jNorOpenblas() throws Exception {
        run("train", "configs/breast-cancer.yaml", "--out", folder.toString());
        assertEquals(List.of(), loaded("org.nd4j.", "org.bytedeco."));
        String trained = runFolder();
        run("evaluate", trained);
        assertEquals(List.of(), loaded("org.nd4j.", "org.bytedeco."));
        run("predict", trained, "data/breast-cancer.csv");
        assertEquals(List.of(), loaded("org.nd4j.", "org.bytedeco."));
        run("export", trained, "--to", "onnx,json");
        assertEquals(List.of(), loaded("org.nd4j.linalg.", "org.nd4j.common.", "org.bytedeco."));
        assertFalse(loaded("org.nd4j.shade.protobuf.").isEmpty(), "graphs are written by the classes in ND4J's jar");
    }

    @Test
    void nd4jIsSilentUnlessAsked() throws Exception {
        List<String> train = List.of(
                "train",
                "configs/digits-3-vs-7-lstm.yaml",
                "-o",
                "model.lstm.layers=2",
                "-o",
                "training={epochs: 1, batchSize: 512}",
                "--out",
                folder.toString());
        String quiet = run(train.toArray(String[]::new));
        assertFalse(loaded("org.nd4j.").isEmpty(), "an LSTM needs it");
        String shown = quiet.lines()
                .filter(line -> !line.startsWith("epoch 1:"))
                .filter(line -> !line.startsWith("warning: 9 of 64 columns never change"))
                .filter(line -> !line.startsWith(folder.toString()))
                .reduce("", String::concat);
        assertEquals("", shown);

        List<String> verbose = new ArrayList<>(train);
        verbose.add("--verbose");
        assertTrue(run(verbose.toArray(String[]::new)).contains("INFO Nd4jBackend"));
    }

    /** @return what the command wrote on stderr */
    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Xlog:class+load:file=" + folder.resolve("classes"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(err));
        return Files.readString(err);
    }

    private List<String> loaded(String... packages) throws Exception {
        try (Stream<String> lines = Files.lines(folder.resolve("classes"))) {
            return lines.filter(line -> Stream.of(packages).anyMatch(name -> line.contains(" " + name)))
                    .limit(5)
                    .toList();
        }
    }

    private String runFolder() throws Exception {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).findFirst().orElseThrow().toString();
        }
    }
}
