package lintel.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lintel.config.Tree.Entry;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;

/** Reads a run file: YAML in, complete and checked records out, or every mistake in one go. */
public final class ConfigReader {
    private ConfigReader() {}

    /** {@link #read(Path, List)} without overrides. */
    public static LocatedConfig read(Path file) {
        return read(file, List.of());
    }

    /**
     * @param overrides {@code key.path=value} each, applied in order; later ones win
     * @throws InputException if the file cannot be read or breaks a rule; one line per mistake
     */
    public static LocatedConfig read(Path file, List<String> overrides) {
        return read(text(file), file.toString(), overrides);
    }

    /** {@link #read(String, String, List)} without overrides. */
    public static LocatedConfig read(String text, String fileName) {
        return read(text, fileName, List.of());
    }

    /**
     * @param text     YAML
     * @param fileName names the text in messages; the config's default name is its last part without {@code .yaml}
     */
    public static LocatedConfig read(String text, String fileName, List<String> overrides) {
        Mistakes mistakes = new Mistakes();
        return bind(tree(text, fileName, overrides, mistakes), mistakes);
    }

    /**
     * Reads as far as can be, for those who want to know all that is wrong with a file.
     *
     * @throws InputException if the file cannot be read or is no mapping in YAML
     */
    public static PartialConfig examine(Path file, List<String> overrides) {
        Mistakes mistakes = new Mistakes();
        Mapping tree = named(tree(text(file), file.toString(), overrides, mistakes));
        AtomicReference<DataConfig> data = new AtomicReference<>();
        new Binder(mistakes, (made, block) -> {
                    CrossRules.check(made, block);
                    if (made instanceof DataConfig found) {
                        data.set(found);
                    }
                })
                .bind(Forms.experiment(), tree, "");
        return new PartialConfig(mistakes.lines(), Optional.ofNullable(data.get()), tree);
    }

    private static Mapping tree(String text, String fileName, List<String> overrides, Mistakes mistakes) {
        Place start = new Place(fileName, 1, 1);
        Optional<Tree> read = TreeReader.read(text, fileName, mistakes);
        Tree tree = read.isPresent() ? read.get() : Mapping.empty(start);
        if (!(tree instanceof Mapping mapping)) {
            throw new InputException(tree.place() + ": a config must be a mapping, but is " + tree.found());
        }
        for (String override : overrides) {
            mapping = Overrides.apply(mapping, override, mistakes);
        }
        return mapping;
    }

    static LocatedConfig bind(Mapping tree, Mistakes mistakes) {
        Mapping named = named(tree);
        Object config = new Binder(mistakes, CrossRules::check).bind(Forms.experiment(), named, "");
        mistakes.throwIfAny();
        return new LocatedConfig((ExperimentConfig) config, named);
    }

    /** The tree with the file's name as default of the key {@code name}. */
    private static Mapping named(Mapping tree) {
        if (tree.entries().containsKey("name")) {
            return tree;
        }
        Place file = tree.place();
        String last = String.valueOf(Path.of(file.source()).getFileName());
        String stem = last.endsWith(".yaml") ? last.substring(0, last.length() - ".yaml".length()) : last;
        Map<String, Entry> entries = new LinkedHashMap<>(tree.entries());
        entries.put("name", new Entry(file, Scalar.quoted(file, TextKind.fileName(stem))));
        return new Mapping(tree.place(), entries);
    }

    private static String text(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + ": is a folder, not a config file");
            }
            if (Files.size(file) > 4L * TreeReader.LONGEST_TEXT) {
                throw new InputException(file + ": is too large for a config file");
            }
            return decoded(file, ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new InputException(file + ": no such file" + nearestFile(file), missing);
        } catch (IOException failure) {
            throw new InputException(file + ": cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static String decoded(Path file, ByteBuffer bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        boolean malformed =
                StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError();
        text.flip();
        if (malformed) {
            String before = text.toString();
            int lineStart = before.lastIndexOf('\n') + 1;
            int line = 1
                    + (int) before.chars()
                            .filter(character -> character == '\n')
                            .count();
            Place place = new Place(file.toString(), line, before.length() - lineStart + 1);
            throw new InputException("%s: text must be UTF-8, but here is byte 0x%02X".formatted(place, bytes.get()));
        }
        return text.toString();
    }

    private static String nearestFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            return Nearest.hint(
                    file.getFileName().toString(),
                    files.map(each -> each.getFileName().toString()).sorted().toList());
        } catch (IOException unreadable) {
            return "";
        }
    }
}
