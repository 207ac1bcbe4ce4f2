package lintel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.config.ConfigWriter;
import lintel.config.ExperimentConfig;
import lintel.config.InputException;
import lintel.config.SourceConfig;
import lintel.data.AtomicFile;
import lintel.data.Dataset.SourceFile;
import lintel.data.TableFiles;
import lintel.engine.ComputeBackend;
import lintel.engine.Machine;

/**
 * What a run stood on, {@code lock.json}: enough to repeat it, and to say what differs when it cannot be.
 *
 * @param seed      the config's seed, from which every random draw follows
 * @param config    the resolved config, YAML
 * @param folders   where relative paths of the config were looked for: the working directory, the config's folder
 * @param data      every file read and the SHA-256 of its bytes
 * @param machine   versions, backend, threads and processor by name: bits can differ when one of them does
 */
public record Lock(long seed, String config, List<String> folders, List<SourceFile> data, Map<String, String> machine) {
    private static final int FORMAT = 1;

    public Lock {
        folders = List.copyOf(folders);
        data = List.copyOf(data);
        machine = new LinkedHashMap<>(machine);
    }

    /** Which of the folders the examples were found in. */
    Path folderOf(SourceConfig source) {
        String path = source instanceof SourceConfig.ImageSource images
                ? images.images()
                : ((SourceConfig.PathSource) source).path();
        return folders.stream()
                .map(Path::of)
                .filter(folder -> TableFiles.exist(folder.resolve(path)))
                .findFirst()
                .orElse(Path.of(""));
    }

    /** The machine's entries that are versions. */
    Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>(machine);
        versions.keySet().retainAll(Machine.versions().keySet());
        return versions;
    }

    /** What a run of this config on these files stands on, here and now. */
    static Lock of(ExperimentConfig config, Path configFolder, List<SourceFile> data, ComputeBackend backend) {
        List<String> folders = List.of(Path.of("").toAbsolutePath().toString(), configFolder.toString());
        return new Lock(config.seed(), ConfigWriter.yaml(config), folders, data, Machine.describe(backend));
    }

    /** Writes {@code lock.json}. */
    public void write(Path file) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("format", FORMAT).put("seed", seed);
        ObjectNode machineNode = root.putObject("machine");
        machine.forEach(machineNode::put);
        ArrayNode looked = root.putArray("folders");
        folders.forEach(looked::add);
        ArrayNode files = root.putArray("data");
        data.forEach(source -> files.addObject().put("path", source.path()).put("sha256", source.sha256()));
        root.put("config", config);
        AtomicFile.write(file, out -> Json.write(out, root));
    }

    /** @throws InputException if the file cannot be read or is not a lock of this format */
    public static Lock read(Path file) {
        try {
            JsonNode root = Json.MAPPER.readTree(Files.readString(file));
            if (root.path("format").asInt() != FORMAT) {
                throw new InputException("%s: 'format' must be %d, but is %s"
                        .formatted(file, FORMAT, root.path("format").asText("absent")));
            }
            List<String> folders = new ArrayList<>();
            root.path("folders").forEach(node -> folders.add(node.asText()));
            List<SourceFile> data = new ArrayList<>();
            root.path("data")
                    .forEach(node -> data.add(new SourceFile(
                            node.path("path").asText(), node.path("sha256").asText())));
            Map<String, String> machine = new LinkedHashMap<>();
            root.path("machine")
                    .properties()
                    .forEach(entry ->
                            machine.put(entry.getKey(), entry.getValue().asText()));
            return new Lock(root.path("seed").asLong(), root.path("config").asText(), folders, data, machine);
        } catch (IOException failure) {
            throw new InputException("%s: cannot be read: %s".formatted(file, AtomicFile.reason(failure)), failure);
        }
    }

    /**
     * Makes sure that a repeated reading read the same bytes.
     *
     * @param run the run this lock belongs to
     * @throws InputException if not, with one line per file that differs
     */
    void requireSame(Path run, List<SourceFile> now) {
        List<String> changes = dataChanges(now);
        if (!changes.isEmpty()) {
            List<String> lines = new ArrayList<>(List.of(run + ": its data has changed since; nothing was done"));
            changes.forEach(change -> lines.add("  " + change));
            throw new InputException(lines);
        }
    }

    private static List<String> hashes(List<SourceFile> files) {
        return files.stream().map(SourceFile::sha256).toList();
    }

    /**
     * What changed in the data since this lock was written, one line per file; empty when nothing did. The same bytes
     * found by another path, as from another working directory, are no change.
     *
     * @param now the files a repeated reading read
     */
    public List<String> dataChanges(List<SourceFile> now) {
        Map<String, String> found = new LinkedHashMap<>();
        now.forEach(file -> found.put(file.path(), file.sha256()));
        if (hashes(data).equals(hashes(now))) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        for (SourceFile then : data) {
            String hash = found.remove(then.path());
            if (hash == null) {
                changes.add("- %s  sha256 %s: was read then, is not read now".formatted(then.path(), then.sha256()));
            } else if (!hash.equals(then.sha256())) {
                changes.add("~ %s  sha256 was %s, is %s".formatted(then.path(), then.sha256(), hash));
            }
        }
        found.forEach((path, hash) -> changes.add("+ %s  sha256 %s: was not read then".formatted(path, hash)));
        return changes;
    }
}
