package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theStarterConfigSaysWhatItSaw() throws IOException {
        Path data = data("id,age,at,same,ill\n1,39,Oslo,7,yes\n2,,Bonn,7,no\n3,51,Oslo,7,no\n4,60,?,7,no\n");
        Path config = folder.resolve("made.yaml");

        Shell.Result result = init(data, "ill", config);

        assertEquals(
                new Shell.Result(ExitCode.DONE, "%s: written; next: lintel train %s\n".formatted(config, config), ""),
                result);
        assertEquals(
                """
                # Predicts one column of 4 rows from the others. Change what you like:
                # `lintel validate` checks it, `lintel schema --markdown` explains every key.
                data:
                  source: %s
                  # "no" in 3 rows, "yes" in 1 rows
                  target: {column: ill, positive: "yes"}    # the class whose probability is predicted
                  features:
                    exclude:
                      - id    # numbers the rows
                      - same    # always the same
                  split: {validation: 0.15, test: 0.2, stratify: true}    # every part with the same shares of classes
                preprocessing:    # learnt on the training split only
                  numeric: {missing: median, scale: standard}    # 1 column, missing: age in 1 rows
                  categorical: {missing: category, encode: one-hot, unseen: ignore}    # 1 column, missing: at in 1 rows
                model:
                  logistic: {l2: 1.0}    # a larger l2 holds the coefficients smaller
                training:
                  solver: auto    # to the exact optimum
                evaluation:
                  threshold: 0.5    # a probability at or above it is positive
                """
                        .formatted(lintel.config.PlainText.written(data.toString())),
                Files.readString(config));
        assertEquals(ExitCode.DONE, Shell.run("validate", config.toString()).exitCode());
    }

    @Test
    void severalClassesBecomeOneOutputEach() throws IOException {
        Path config = folder.resolve("digits.yaml");
        Shell.Result result = init(Path.of("data/digits.csv"), "digit", config);

        assertEquals(ExitCode.DONE, result.exitCode(), result.err());
        assertTrue(Files.readString(config).contains("target: {column: digit, classes: all}"));
        assertEquals(ExitCode.DONE, Shell.run("validate", config.toString()).exitCode());
    }

    /** Names that YAML would take for something else must come back as they are. */
    @Test
    void oddNamesAreQuoted() throws IOException {
        Path data = data("\"no: yes\",# 1,\"a\"\"b\",on\n1,2,x,on\n2,2,y,off\n4,2,x,on\n3,2,y,off\n");
        Path config = folder.resolve("odd.yaml");
        assertEquals(ExitCode.DONE, init(data, "on", config).exitCode());

        Shell.Result result = Shell.run("validate", config.toString());

        assertEquals(new Shell.Result(ExitCode.DONE, config + ": valid\n", ""), result);
    }

    @Test
    void anExistingFileIsNotReplacedUnasked() throws IOException {
        Path data = data("a,b\n1,x\n2,y\n1,y\n");
        Path config = Files.writeString(folder.resolve("mine.yaml"), "mine");

        Shell.Result result = init(data, "b", config);

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals(config + ": exists already; choose another by -O, or replace it by --force\n", result.err());
        assertEquals("mine", Files.readString(config));
    }

    @Test
    void wrongTargetsAreRefused() throws IOException {
        Path data = data("a,b,c\n1,x,u\n2,x,v\n1,x,v\n");

        assertEquals(
                "--target must be a column of %s, but is 'bb' (did you mean 'b'?)\n".formatted(data),
                init(data, "bb", folder.resolve("1.yaml")).err());
        assertEquals(
                "--target must be a column of 2 to 100 classes, but 'b' holds 1 different values\n",
                init(data, "b", folder.resolve("2.yaml")).err());
    }

    private static Shell.Result init(Path data, String target, Path config) {
        return Shell.run("init", data.toString(), "--target", target, "-O", config.toString());
    }

    private Path data(String csv) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), csv);
    }
}
