package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files as a user has them, and what {@code lintel train config.yaml} says to them.
 *
 * @param files   name to content, {@code config.yaml} among them
 * @param options further arguments
 * @param lines   expected on stderr; {@code DIR} stands for the folder of the files
 */
record Mistake(String name, Map<String, byte[]> files, List<String> options, List<String> lines) {
    /** A valid table of eight rows. */
    static final String DATA =
            """
            age,city,ill
            39,Oslo,yes
            25,Bonn,no
            61,Oslo,yes
            44,Rome,no
            52,Rome,yes
            33,Bonn,no
            57,Oslo,yes
            28,Bonn,no
            """;

    /** A valid config for it. */
    static final String CONFIG =
            """
            data: {source: people.csv, target: ill}
            model: logistic
            """;

    /** Nothing wrong yet. */
    static Mistake mistake(String name) {
        return new Mistake(name, Map.of(), List.of(), List.of()).config(CONFIG).data(DATA);
    }

    Mistake with(String file, String text) {
        return with(file, text.getBytes(StandardCharsets.UTF_8));
    }

    Mistake with(String file, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put(file, content);
        return new Mistake(name, more, options, lines);
    }

    Mistake without(String file) {
        Map<String, byte[]> fewer = new LinkedHashMap<>(files);
        fewer.remove(file);
        return new Mistake(name, fewer, options, lines);
    }

    Mistake config(String yaml) {
        return with("config.yaml", yaml);
    }

    Mistake data(String csv) {
        return with("people.csv", csv);
    }

    Mistake options(String... given) {
        return new Mistake(name, files, List.of(given), lines);
    }

    Mistake says(String... expected) {
        return new Mistake(name, files, options, List.of(expected));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Writes the files, runs the command and compares all it says; it must leave nothing behind. */
    void check(Path folder) {
        files.forEach((file, content) -> write(folder.resolve(file), content));
        List<String> args =
                new ArrayList<>(List.of("train", folder.resolve("config.yaml").toString()));
        args.addAll(List.of("--out", folder.resolve("runs").toString()));
        args.addAll(options);

        Shell.Result result = Shell.run(args.toArray(String[]::new));

        assertEquals(String.join("\n", lines) + "\n", result.err().replace(folder.toString(), "DIR"));
        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals("", result.out());
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
