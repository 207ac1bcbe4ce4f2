package lintel.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import lintel.config.CardConfig;
import lintel.data.Dataset.SourceFile;
import lintel.network.Provenance;

/** What people should know before they use a model: {@code MODEL_CARD.md}. What nobody said has no line there. */
final class ModelCard {
    private static final String FILE = "MODEL_CARD.md";

    private final Signature signature;
    private final StringBuilder text = new StringBuilder();

    private ModelCard(Signature signature) {
        this.signature = signature;
    }

    static void write(Sources sources, Path folder) throws IOException {
        FormatWriter.text(
                folder.resolve(FILE),
                of(sources.signature(), sources.card(), sources.model().provenance()));
    }

    /** Markdown. */
    static String of(Signature signature, CardConfig card, Provenance provenance) {
        ModelCard made = new ModelCard(signature);
        made.text.append("# ").append(signature.name()).append("\n");
        card.summary()
                .ifPresent(summary -> made.text.append("\n").append(summary).append("\n"));
        made.section("Intended use", card.intendedUse());
        made.section("Limits", card.limits());
        made.section("Data", card.data());
        made.section("Licence", card.licence());
        made.section("Authors", card.authors());
        made.section("Contact", card.contact());
        made.answers();
        made.metrics();
        made.provenance(provenance);
        return made.text.toString();
    }

    private void section(String title, Optional<String> content) {
        content.ifPresent(words -> heading(title).append(words.strip()).append("\n"));
    }

    private StringBuilder heading(String title) {
        return text.append("\n## ").append(title).append("\n\n");
    }

    private void answers() {
        heading("What it answers");
        String names = String.join(
                ", ", signature.classes().stream().map(ModelCard::code).toList());
        switch (signature.kind()) {
            case BINARY ->
                text.append("The probability of %s, and the label: %s from %s on, else %s.\n"
                        .formatted(
                                code(signature.classes().get(1)),
                                code(signature.classes().get(1)),
                                signature.thresholds().get(0),
                                code(signature.classes().get(0))));
            case ONE_VS_REST ->
                text.append("A probability for each of %s, each against the rest, so that they need not add up to 1;"
                                .formatted(names))
                        .append(" the label is the one of the highest.\n");
            case MULTI_LABEL -> {
                text.append("A probability for each of %s; a label holds from its threshold on:\n\n".formatted(names));
                for (int k = 0; k < signature.outputs(); k++) {
                    text.append("- %s: %s\n"
                            .formatted(
                                    code(signature.classes().get(k)),
                                    signature.thresholds().get(k)));
                }
            }
        }
    }

    /** One column per part. */
    private void metrics() {
        SortedMap<String, SortedMap<String, Double>> parts = signature.metrics();
        if (parts.isEmpty()) {
            return;
        }
        heading("Metrics");
        TreeSet<String> names = new TreeSet<>();
        parts.values().forEach(values -> names.addAll(values.keySet()));
        text.append("| |");
        List<String> order = List.of("train", "validation", "test").stream()
                .filter(parts::containsKey)
                .toList();
        order.forEach(part -> text.append(" ").append(part).append(" |"));
        text.append("\n|---|").append("---|".repeat(order.size())).append("\n");
        for (String name : names) {
            text.append("| ").append(name).append(" |");
            for (String part : order) {
                Double value = parts.get(part).get(name);
                String shown = value == null ? "" : value % 1 == 0 ? "%.0f" : "%.4f";
                text.append(" ")
                        .append(String.format(Locale.ROOT, shown, value))
                        .append(" |");
            }
            text.append("\n");
        }
    }

    private void provenance(Provenance provenance) {
        heading("Where it comes from");
        text.append("Trained %s with seed %d.\n\n".formatted(provenance.created(), provenance.seed()));
        for (Map.Entry<String, String> version : new TreeMap<>(provenance.versions()).entrySet()) {
            text.append("- %s %s\n".formatted(version.getKey(), version.getValue()));
        }
        for (SourceFile file : provenance.data()) {
            Path name = Path.of(file.path()).getFileName();
            text.append("- %s, SHA-256 %s\n".formatted(code(String.valueOf(name)), file.sha256()));
        }
        text.append("\nThe config it was trained by:\n\n```yaml\n%s```\n".formatted(provenance.config()));
    }

    /** As it stands, whatever marks it holds. */
    private static String code(String name) {
        String fence = name.contains("`") ? "`` " : "`";
        return fence + name + new StringBuilder(fence).reverse();
    }
}
