package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeData() throws IOException {
        Files.writeString(folder.resolve("people.csv"), "id,age,city,ill\n1,39,Oslo,yes\n2,25,Bonn,no\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast-cancer", "digits-3-vs-7", "digits-3-vs-7-lstm", "digits-one-vs-rest"})
    void shippedConfigsAreValid(String name) {
        Shell.Result result = Shell.run("validate", "configs/" + name + ".yaml");

        assertEquals(new Shell.Result(ExitCode.DONE, "configs/" + name + ".yaml: valid\n", ""), result);
    }

    @Test
    void columnsAreLookedUpInTheHeaderAllInOneGo() throws IOException {
        Path config = config(
                """
                data:
                  source: people.csv
                  target: {column: illl, positive: yes}
                  features: {exclude: [idd]}
                  types: {agee: numeric}
                  split: {group: town}
                model: logistic
                """);

        Shell.Result result = Shell.run("validate", config.toString());

        String data = folder.resolve("people.csv").toString();
        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals("", result.out());
        assertEquals(
                List.of(
                        config + ":3:20: 'data.target.column' must be a column of " + data
                                + ", but is 'illl'; did you mean 'ill'?",
                        config + ":6:18: 'data.split.group' must be a column of " + data
                                + ", but is 'town'; it has id, age, city, ill",
                        config + ":5:17: 'data.types.agee' must be a column of " + data
                                + ", but is 'agee'; did you mean 'age'?",
                        config + ":4:24: 'data.features.exclude[0]' must be a column of " + data
                                + ", but is 'idd'; did you mean 'id'?"),
                result.err().lines().toList());
    }

    @Test
    void theDataIsLookedIntoThoughTheConfigHasMistakes() throws IOException {
        Path config = config(
                """
                data:
                  source: people.csv
                  target: {column: illl, positiv: yes}
                model: {logistic: {l2: -1}}
                """);

        Shell.Result result = Shell.run("validate", config.toString());

        assertEquals(
                List.of(
                        config + ":3:26: unknown key 'data.target.positiv' (did you mean 'positive'?)",
                        config + ":4:24: 'model.logistic.l2' must be a number >= 0, but is -1",
                        config + ":3:20: 'data.target.column' must be a column of " + folder.resolve("people.csv")
                                + ", but is 'illl'; did you mean 'ill'?"),
                result.err().lines().toList());
    }

    @Test
    void partsGivenAsFilesAreLookedInto() throws IOException {
        Files.writeString(folder.resolve("later.csv"), "id,age,city\n3,61,Rome\n");
        Path config = config(
                """
                data:
                  source: people.csv
                  target: {column: ill, positive: yes}
                  split: {test: later.csv}
                model: logistic
                """);

        Shell.Result result = Shell.run("validate", config.toString());

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertTrue(result.err().startsWith(config + ":3:20: 'data.target.column' must be a column of "), result.err());
        assertTrue(result.err().endsWith("later.csv, but is 'ill'; it has id, age, city\n"), result.err());
    }

    @Test
    void furtherPartsNeedTheColumnsOfTheModelOnly() throws IOException {
        Files.writeString(folder.resolve("later.csv"), "ill,age\nyes,61\n");
        Path config = config(
                """
                data:
                  source: people.csv
                  target: {column: ill, positive: yes}
                  features: {exclude: [id]}
                  split: {test: later.csv}
                model: logistic
                """);

        assertEquals(
                folder.resolve("later.csv") + ": column 'city' is missing\n",
                Shell.run("validate", config.toString()).err());
        assertEquals(
                config + ": valid\n",
                Shell.run("validate", config.toString(), "-o", "data.features.exclude=[id, city]")
                        .out());
    }

    @Test
    void missingFileNamesTheNearest() throws IOException {
        Path config = config("data: {source: poeple.csv, target: ill}\nmodel: logistic\n");

        Shell.Result result = Shell.run("validate", config.toString());

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals(
                config + ":1:16: 'data.source' must be an existing file or folder, but is 'poeple.csv';"
                        + " did you mean 'people.csv'?\n",
                result.err());
    }

    @Test
    void sequencesAreCheckedInTheirFirstFileAndTheTargets() throws IOException {
        Files.createDirectories(folder.resolve("walks"));
        Files.writeString(folder.resolve("walks/walk_1.csv"), "x,y\n1,2\n");
        Files.writeString(folder.resolve("walks/targets.csv"), "walk,left\n1,yes\n");
        Path config = config(
                """
                data:
                  source: walks
                  sequences: {files: walk_*.csv, targets: targets.csv, id: wakl, order: time}
                  target: {column: left, positive: yes}
                model: logistic
                """);

        Shell.Result result = Shell.run("validate", config.toString());

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        List<String> lines = result.err().lines().toList();
        assertEquals(2, lines.size(), result.err());
        assertTrue(lines.get(0).contains("'data.sequences.order' must be a column of "), result.err());
        assertTrue(lines.get(1).endsWith("targets.csv, but is 'wakl'; did you mean 'walk'?"), result.err());
    }

    @Test
    void jsonGoesToStdoutAlone() throws IOException {
        Path config = config("data: {source: people.csv, target: ill}\nmodel: logistic\n");

        Shell.Result good = Shell.run("validate", "--json", config.toString());
        Shell.Result bad = Shell.run("validate", "--json", config.toString(), "-o", "training.epochs=0");

        JsonNode valid = new ObjectMapper().readTree(good.out());
        assertTrue(valid.get("valid").asBoolean() && valid.get("mistakes").isEmpty(), good.out());
        JsonNode invalid = new ObjectMapper().readTree(bad.out());
        assertEquals(ExitCode.MISTAKE, bad.exitCode());
        assertEquals("", bad.err());
        assertTrue(invalid.get("mistakes").get(0).asText().contains("'training.epochs'"), bad.out());
    }

    /** A JVM of its own tells which classes it loads. */
    @Test
    void neitherHelpNorValidateLoadsNd4j() throws IOException, InterruptedException {
        for (String[] command : new String[][] {{"--help"}, {"validate", "configs/breast-cancer.yaml"}}) {
            Path log = folder.resolve("classes.txt");
            List<String> line = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xlog:class+load:file=" + log,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "lintel.cli.Main"));
            line.addAll(List.of(command));
            Process process = new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();

            assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0);
            assertEquals(
                    List.of(),
                    Files.readAllLines(log).stream()
                            .filter(loaded -> loaded.contains(" org.nd4j.") || loaded.contains(" org.deeplearning4j."))
                            .toList());
        }
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), yaml);
    }
}
