package lintel.network;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A model file as somebody with a zip tool can change it, who also mends the hashes in the manifest. */
final class ForeignFile {
    final Map<String, byte[]> entries = new LinkedHashMap<>();

    ForeignFile(byte[] zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
    }

    String text(String name) {
        return new String(entries.get(name), StandardCharsets.UTF_8);
    }

    ForeignFile put(String name, String text) {
        return put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts an entry and, for those the manifest knows, its hash. */
    ForeignFile put(String name, byte[] bytes) {
        entries.put(name, bytes);
        if (!name.equals(ModelArchive.MANIFEST)) {
            try {
                ObjectNode manifest = (ObjectNode) new JsonMapper().readTree(entries.get(ModelArchive.MANIFEST));
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                manifest.withObject("/sha256").put(name, HexFormat.of().formatHex(hash));
                entries.put(ModelArchive.MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException | GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return this;
    }

    /** Replaces text that must be there. */
    ForeignFile replace(String name, String from, String to) {
        String text = text(name);
        if (!text.contains(from)) {
            throw new AssertionError(name + " has no " + from + ": " + text);
        }
        return put(name, text.replace(from, to));
    }

    /** The bytes as any zip tool writes them: compressed. */
    byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    Path save(Path file) throws IOException {
        return Files.write(file, zip());
    }
}
