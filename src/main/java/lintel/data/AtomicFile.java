package lintel.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import lintel.config.InputException;

/** Writes a file so that a crash at any moment leaves either the old file or the new one, whole. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What is to be in the file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes to a temporary name beside {@code file}, flushes it to the disk and moves it into place. What is no file
     * but stands for one, such as {@code /dev/stdout}, {@code /dev/null} or a pipe, is written to as it is.
     *
     * @throws InputException if the folder cannot be written or the disk is full; the old file, if any, is untouched
     */
    public static void write(Path file, Content content) {
        if (standsForAnother(file)) {
            writeThrough(file, content);
        } else {
            replace(file, content);
        }
    }

    private static boolean standsForAnother(Path file) {
        return Files.exists(file) && !Files.isDirectory(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void writeThrough(Path file, Content content) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            content.writeTo(out);
        } catch (IOException failure) {
            throw unwritable(file, failure);
        }
    }

    private static void replace(Path file, Content content) {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            delete(temporary, failure);
            throw unwritable(file, failure);
        }
    }

    private static InputException unwritable(Path file, IOException failure) {
        return new InputException("%s: cannot be written: %s".formatted(file, reason(failure)), failure);
    }

    /** The operating system's word for what went wrong, without the path that the caller names anyway. */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return switch (failure.getClass().getSimpleName()) {
            case "NoSuchFileException" -> "no such file or folder";
            case "AccessDeniedException" -> "permission denied";
            case "FileAlreadyExistsException" -> "a file of that name is in the way";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static void delete(Path temporary, IOException failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }
}
