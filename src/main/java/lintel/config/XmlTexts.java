package lintel.config;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Texts that XML does not keep: an attribute's tabs and ends of lines become spaces, other control characters are none
 * of its characters. Source: XML 1.0, 2.2 and 3.3.3.
 */
public final class XmlTexts {
    private XmlTexts() {}

    /** Why a document cannot hold these; empty: it can. */
    public static Optional<String> refusal(Stream<String> texts) {
        return texts.filter(text -> text.chars().anyMatch(c -> c < ' '))
                .findFirst()
                .map(text -> "XML keeps no tabs, ends of lines or other control characters, as '%s' has"
                        .formatted(text.replaceAll("\\p{Cntrl}", "?")));
    }
}
