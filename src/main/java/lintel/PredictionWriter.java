package lintel;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Target;
import lintel.network.Decision;
import lintel.network.Model;
import lintel.network.Probabilities;

/**
 * Predictions as a table: {@code row,probability,label}, with {@code target} behind {@code row} where the truth is
 * told. Rows count from 0 as in the source. With several outputs there is one column {@code probability_<class>} each;
 * models that answer at every step have a column {@code step}, from 0, behind {@code row}.
 */
final class PredictionWriter {
    /** How the table is written. */
    enum Format {
        /** RFC 4180 with a header. */
        CSV,
        /** One object: {@code {"predictions": [{"row": 0, …}, …]}}. */
        JSON
    }

    private static final int FLUSH_AT = 1 << 15;

    private final Appendable out;
    private final Model model;
    private final boolean truth;
    private final boolean json;
    private final List<String> columns = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int column;
    private boolean first = true;

    /** Writes what comes before the first row. @param truth whether the examples' labels are written too */
    PredictionWriter(Appendable out, Model model, boolean truth, Format format) {
        this.out = out;
        this.model = model;
        this.truth = truth;
        this.json = format == Format.JSON;
        List<String> names = columnNames();
        if (json) {
            names.forEach(name -> columns.add(TextNode.valueOf(name) + ":"));
            text.append("{\"predictions\":[");
        } else {
            text.append(names.stream().map(PredictionWriter::quoted).collect(Collectors.joining(",", "", "\n")));
        }
    }

    private List<String> columnNames() {
        List<String> names = new ArrayList<>(List.of("row"));
        if (model.network().everyStep()) {
            names.add("step");
        }
        if (truth) {
            names.add("target");
        }
        if (model.target().kind() == Target.Kind.BINARY) {
            names.add("probability");
        } else {
            model.target().classes().forEach(name -> names.add("probability_" + name));
        }
        names.add("label");
        return names;
    }

    /** One row per example, or per step. @param probabilities what the model says of these examples */
    void write(Examples examples, Probabilities probabilities) throws IOException {
        boolean perStep = model.network().everyStep();
        int row = 0;
        for (int i = 0; i < examples.size(); i++) {
            int steps = perStep ? ((Examples.Steps) examples).length(i) : 1;
            for (int step = 0; step < steps; step++, row++) {
                begin();
                cell().append(examples.ids()[i]);
                if (perStep) {
                    cell().append(step);
                }
                if (truth) {
                    label(truth(examples.labels(), row));
                }
                for (int k = 0; k < probabilities.outputs(); k++) {
                    cell().append(probabilities.get(row, k));
                }
                label(model.decision().label(probabilities.values(), row * probabilities.outputs(), model.target()));
                end();
            }
        }
    }

    /** Writes what comes behind the last row. */
    void finish() throws IOException {
        if (json) {
            text.append("]}\n");
        }
        flush();
    }

    private void begin() {
        column = 0;
        if (json) {
            text.append(first ? "\n{" : ",\n{");
        }
        first = false;
    }

    private StringBuilder cell() {
        if (column > 0) {
            text.append(',');
        }
        if (json) {
            text.append(columns.get(column));
        }
        column++;
        return text;
    }

    private void label(String label) {
        cell().append(json ? TextNode.valueOf(label).toString() : quoted(label));
    }

    private void end() throws IOException {
        text.append(json ? "}" : "\n");
        if (text.length() > FLUSH_AT) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.append(text);
        text.setLength(0);
    }

    private String truth(Matrix labels, int row) {
        Target target = model.target();
        List<String> classes = target.classes();
        if (target.kind() == Target.Kind.BINARY) {
            return classes.get(labels.get(row, 0) > 0 ? 1 : 0);
        }
        return IntStream.range(0, classes.size())
                .filter(k -> labels.get(row, k) > 0)
                .mapToObj(classes::get)
                .collect(Collectors.joining(Decision.SEPARATOR));
    }

    /** Quoted where the text would otherwise break the line. */
    private static String quoted(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c != ',' && c != '"' && c != '\n' && c != '\r';
        }
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
