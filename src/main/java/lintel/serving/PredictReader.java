package lintel.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads named columns as JSON: an object is a row, a list of objects are several rows; for a model of sequences a list
 * of objects is the steps of one sequence, and a list of such lists are several sequences.
 */
final class PredictReader {
    private final Form form;
    private final Limits limits;
    private final RowReader rows;
    private int[] lengths = new int[8];
    private int sequences;

    PredictReader(Form form, Limits limits) {
        this.form = form;
        this.limits = limits;
        this.rows = new RowReader(form);
    }

    PredictRequest read(JsonParser json) throws IOException {
        return form.sequences() ? sequences(json) : rows(json);
    }

    private PredictRequest rows(JsonParser json) throws IOException {
        boolean single = json.currentToken() == JsonToken.START_OBJECT;
        if (single) {
            rows.read(json, "row 1");
        } else {
            requireList(json.currentToken(), "the body", "an object of named columns, or a list of such objects");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                limits.checkExamples(rows.count() + 1);
                rows.read(json, "row " + (rows.count() + 1));
            }
        }
        if (rows.count() == 0) {
            throw RequestException.bad("the list of rows must not be empty");
        }
        return request(null, single);
    }

    private PredictRequest sequences(JsonParser json) throws IOException {
        requireList(json.currentToken(), "the body", "a list of steps, or a list of such lists");
        JsonToken first = json.nextToken();
        boolean single = first == JsonToken.START_OBJECT;
        if (single) {
            steps(json, first);
        } else {
            for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
                limits.checkExamples(sequences + 1);
                requireList(token, "sequence " + (sequences + 1), "a list of steps");
                steps(json, json.nextToken());
            }
        }
        if (sequences == 0) {
            throw RequestException.bad("the list must not be empty");
        }
        int[] all = Arrays.copyOf(lengths, sequences);
        limits.checkPadded(form, sequences, Arrays.stream(all).max().orElse(1));
        return request(all, single);
    }

    private void steps(JsonParser json, JsonToken first) throws IOException {
        int steps = 0;
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            rows.read(json, "sequence " + (sequences + 1) + ", step " + ++steps);
        }
        limits.checkSteps(form, sequences, steps);
        if (sequences == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * sequences);
        }
        lengths[sequences++] = steps;
    }

    private PredictRequest request(int[] lengths, boolean single) {
        int examples = lengths == null ? rows.count() : lengths.length;
        Inputs inputs = new Inputs(examples, lengths, rows.numbers(), rows.texts());
        InputChecks.check(form, inputs);
        return new PredictRequest(inputs, single);
    }

    private static void requireList(JsonToken found, String what, String rule) {
        if (found != JsonToken.START_ARRAY) {
            throw RequestException.bad("%s must be %s, but is %s", what, rule, Json.kind(found));
        }
    }
}
