package lintel.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page where a person asks a model, and what describes the paths: files beside this class. */
final class Page {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String DESCRIPTION = "openapi.json";

    /**
     * One file.
     *
     * @param type its media type
     */
    private record Part(String type, byte[] bytes) {
        static Part of(String file, String type) {
            return new Part(type, read(file));
        }
    }

    private final Map<String, Part> parts = Map.of(
            "", Part.of("page.html", "text/html; charset=utf-8"),
            "page.css", Part.of("page.css", "text/css; charset=utf-8"),
            "page.js", Part.of("page.js", "text/javascript; charset=utf-8"),
            "form.js", Part.of("form.js", "text/javascript; charset=utf-8"),
            "answer.js", Part.of("answer.js", "text/javascript; charset=utf-8"),
            "icon.svg", Part.of("icon.svg", "image/svg+xml"));

    private final OpenApi description;

    Page(Models models) {
        description = new OpenApi(models, read(DESCRIPTION));
    }

    private static byte[] read(String file) {
        try (InputStream in = Page.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean has(String file) {
        return file.equals(DESCRIPTION) || parts.containsKey(file);
    }

    /** @param known whether the client may know which models there are */
    void answer(Exchange exchange, String file, boolean known) {
        Part part = file.equals(DESCRIPTION) ? new Part(Exchange.JSON, description.text(known)) : parts.get(file);
        exchange.header("Content-Security-Policy", POLICY);
        exchange.header("Referrer-Policy", "no-referrer");
        exchange.answer(200, part.type(), part.bytes());
    }
}
