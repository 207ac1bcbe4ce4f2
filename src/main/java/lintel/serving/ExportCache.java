package lintel.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.data.AtomicFile;
import lintel.data.CacheFolder;
import lintel.engine.Versions;

/**
 * The graphs of models in Lintel's own format, by the hash of the file. A process of its own exports each once: this
 * one must not load Deeplearning4j.
 */
final class ExportCache {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_SAID = 10_000;

    private ExportCache() {}

    /** @throws InputException if the file is no model, or one that has no graph */
    static Path graph(Path model) {
        return graph(model, CacheFolder.current().resolve("serving"));
    }

    /** @param folder where graphs are kept; made if it is not there */
    static Path graph(Path model, Path folder) {
        try {
            String hash = hash(model);
            Path place = folder.resolve(hash + "-" + Versions.lintel());
            Path graph = place.resolve("onnx").resolve(ModelSource.GRAPH);
            if (!Files.isRegularFile(graph)) {
                Files.createDirectories(folder);
                dropOld(folder);
                Path part = Files.createTempDirectory(folder, "part-");
                export(model, part);
                if (!hash(model).equals(hash)) { // which of the two was exported, nobody knows
                    delete(part);
                    throw new InputException("%s: has changed while it was exported".formatted(model));
                }
                moveInto(place, part);
            }
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
            return graph;
        } catch (IOException failure) {
            throw new InputException(
                    "%s: cannot be exported: %s".formatted(model, AtomicFile.reason(failure)), failure);
        }
    }

    private static void export(Path model, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // ND4J's, as in the launcher
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ExportProcess.class.getName()));
        command.addAll(List.of(model.toString(), folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readNBytes(MOST_SAID), StandardCharsets.UTF_8);
            out.transferTo(OutputStream.nullOutputStream());
            if (process.waitFor() != 0) {
                delete(folder);
                throw new InputException(said.isBlank() ? model + ": the export ended early" : said.strip());
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InputException(model + ": the export was interrupted", stopped);
        }
    }

    /** Two that export the same at once make the same: the second one's is dropped, if the first one's is whole. */
    private static void moveInto(Path place, Path part) throws IOException {
        try {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException there) {
            if (Files.isRegularFile(place.resolve("onnx").resolve(ModelSource.GRAPH))) {
                delete(part);
            } else {
                delete(place);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void dropOld(Path folder) throws IOException {
        FileTime oldest = FileTime.from(Instant.now().minus(KEPT));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).compareTo(oldest) < 0) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private static String hash(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
