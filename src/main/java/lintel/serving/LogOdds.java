package lintel.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.data.AtomicFile;
import lintel.export.Signature;

/**
 * What each feature adds to the log-odds of a logistic regression, from the {@code model.json} of its export. The share
 * of a number is its coefficient times its distance from the center of the training split (the mean, where numbers are
 * standardized); that of a category is its coefficient. What all centers give is the base.
 *
 * @param form  of the graph
 * @param base  {@code [outputs]}
 * @param terms one per column, in the order of the file
 */
record LogOdds(Form form, double[] base, List<Term> terms) {
    private static final String FILE = "model.json";
    private static final long LARGEST = 64 << 20;
    private static final double AGREEMENT = 1e-4;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * One column.
     *
     * @param missing      the number that a missing one becomes
     * @param missingText  the category that a missing one becomes
     * @param coefficients {@code [outputs]}; null for a column of texts
     * @param categories   category to {@code [outputs]}; empty for a column of numbers
     */
    record Term(
            Form.Slot slot,
            double missing,
            String missingText,
            double center,
            double[] coefficients,
            Map<String, double[]> categories) {}

    /** Where the coefficients of a graph may stand. */
    static List<Path> places(Path graph) {
        Path folder = graph.toAbsolutePath().getParent();
        return List.of(folder.resolve(FILE), folder.resolveSibling("json").resolve(FILE));
    }

    /**
     * Empty where there is no such file, or it belongs to another model: left from an earlier export, or no export of
     * Lintel's.
     *
     * @throws InputException if the file belongs to the graph but is damaged, or is no JSON
     */
    static Optional<LogOdds> beside(Path graph, Form form) {
        for (Path file : places(graph)) {
            if (Files.isRegularFile(file)
                    && !form.sequences()
                    && form.signature().numbered() == 0) {
                return read(file, form);
            }
        }
        return Optional.empty();
    }

    private static Optional<LogOdds> read(Path file, Form form) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputException("%s: larger than 64 MB".formatted(file));
            }
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            if (!sameOrigin(tree, form.signature().origin())) {
                return Optional.empty();
            }
            JsonFields json = JsonFields.of(tree, FILE);
            int outputs = form.signature().outputs();
            double[] base = numbers(json.node("intercepts"), outputs);
            List<Term> terms = new ArrayList<>();
            for (JsonFields column : json.objects("columns")) {
                Form.Slot slot = form.byName().get(column.text("name"));
                if (slot == null) {
                    throw column.mistake("name", "a column of the graph beside it");
                }
                Term term = term(column, slot, outputs);
                for (int k = 0; k < outputs && !slot.column().text(); k++) {
                    base[k] += term.coefficients[k] * term.center;
                }
                terms.add(term);
            }
            return Optional.of(new LogOdds(form, base, terms));
        } catch (IOException failure) {
            throw new InputException("%s: cannot be read: %s".formatted(file, AtomicFile.reason(failure)), failure);
        } catch (InputException mistake) {
            throw new InputException("%s: %s".formatted(file, mistake.getMessage()), mistake);
        }
    }

    private static boolean sameOrigin(JsonNode json, Signature.Origin origin) {
        JsonNode from = json.path("origin");
        return from.path("created").asText().equals(origin.created())
                && from.path("seed").asLong() == origin.seed();
    }

    private static Term term(JsonFields column, Form.Slot slot, int outputs) {
        if (!slot.column().text()) {
            double missing = column.has("missing") ? column.number("missing", -Float.MAX_VALUE, Float.MAX_VALUE) : 0;
            double center = column.number("center", -Double.MAX_VALUE, Double.MAX_VALUE);
            return new Term(slot, missing, "", center, numbers(column.node("coefficients"), outputs), Map.of());
        }
        Map<String, double[]> categories = new HashMap<>();
        JsonFields coefficients = column.object("coefficients");
        coefficients.keys().forEach(name -> categories.put(name, numbers(coefficients.node(name), outputs)));
        return new Term(slot, 0, column.has("missing") ? column.text("missing") : "", 0, null, categories);
    }

    private static double[] numbers(JsonNode list, int count) {
        if (list == null || !list.isArray() || list.size() != count) {
            throw new InputException("coefficients must be lists of %d".formatted(count));
        }
        double[] numbers = new double[count];
        for (int k = 0; k < count; k++) {
            numbers[k] = list.get(k).asDouble(Double.NaN);
        }
        return numbers;
    }

    /** Whether this and the graph say the same of an example. */
    boolean agrees(Inputs inputs, Answers answers) {
        for (int k = 0; k < base.length; k++) {
            double odds = base[k];
            for (Term term : terms) {
                odds += share(term, inputs, 0, k);
            }
            double probability = 1 / (1 + Math.exp(-odds));
            if (!(Math.abs(probability - answers.probability()[k]) <= AGREEMENT)) {
                return false;
            }
        }
        return true;
    }

    /** {@code "shares": {…}} for the likeliest output. */
    void write(JsonGenerator json, Inputs inputs, Answers answers, int example) throws IOException {
        int output = 0;
        for (int k = 1; k < base.length; k++) {
            float[] probability = answers.probability();
            if (probability[example * base.length + k] > probability[example * base.length + output]) {
                output = k;
            }
        }
        double odds = base[output];
        json.writeObjectFieldStart("shares");
        json.writeStringField("of", form.signature().outputNames().get(output));
        json.writeNumberField("base", base[output]);
        json.writeObjectFieldStart("columns");
        for (Term term : terms) {
            double share = share(term, inputs, example, output);
            odds += share;
            json.writeNumberField(term.slot.column().name(), share);
        }
        json.writeEndObject();
        json.writeNumberField("logOdds", odds);
        json.writeEndObject();
    }

    private double share(Term term, Inputs inputs, int example, int output) {
        if (term.slot.column().text()) {
            String text = inputs.texts()[term.slot.place()][example];
            double[] known = term.categories.get(term.slot.isMissing(text) ? term.missingText : text);
            return known == null ? 0 : known[output];
        }
        int width = inputs.numbers().length / inputs.examples();
        float value = inputs.numbers()[example * width + term.slot.place()];
        return term.coefficients[output] * ((form.isMissing(term.slot, value) ? term.missing : value) - term.center);
    }
}
