package lintel.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions this build was made of; known without loading ND4J. */
public final class Versions {
    private Versions() {}

    /** Lintel's own version, such as {@code 0.1.0}. */
    public static String lintel() {
        return read("lintel");
    }

    /** The version of Deeplearning4j and ND4J. */
    public static String deeplearning4j() {
        return read("deeplearning4j");
    }

    /** The version of the OpenBLAS build that ND4J calls. */
    public static String openblas() {
        return read("openblas");
    }

    private static String read(String name) {
        try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
            Properties versions = new Properties();
            versions.load(file);
            return versions.getProperty(name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
