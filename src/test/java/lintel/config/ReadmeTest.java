package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README ends with the reference page that the config's own rules give; {@link #main} writes it there. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String HEADING = "## Every key of a config\n\n";

    @Test
    void namesEveryKeyOfAConfig() throws IOException {
        String text = Files.readString(README);
        assertEquals(reference(), text.substring(start(text)));
    }

    public static void main(String[] args) throws IOException {
        String text = Files.readString(README);
        Files.writeString(README, text.substring(0, start(text)) + reference());
    }

    private static int start(String text) {
        return text.indexOf(HEADING) + HEADING.length();
    }

    private static String reference() {
        return ConfigReference.markdown().strip() + "\n";
    }
}
