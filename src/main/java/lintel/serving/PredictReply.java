package lintel.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import lintel.data.Target;
import lintel.export.Signature;
import lintel.network.Decision;

/**
 * The answer to named columns: a label and probabilities for each row or sequence, or for each step of a sequence.
 */
final class PredictReply {
    private final LoadedModel model;
    private final Signature signature;
    private final PredictRequest request;
    private final Answers answers;
    private final boolean shares;

    private PredictReply(LoadedModel model, PredictRequest request, Answers answers, boolean shares) {
        this.model = model;
        this.signature = model.form().signature();
        this.request = request;
        this.answers = answers;
        this.shares = shares;
    }

    /** @param shares whether to add what each feature adds to the log-odds; the model must have {@code logOdds} */
    static byte[] of(LoadedModel model, PredictRequest request, Answers answers, boolean shares) {
        PredictReply reply = new PredictReply(model, request, answers, shares);
        return Json.write(reply::write);
    }

    private void write(JsonGenerator json) throws IOException {
        if (request.single()) {
            example(json, 0);
            return;
        }
        json.writeStartArray();
        for (int i = 0; i < answers.examples(); i++) {
            example(json, i);
        }
        json.writeEndArray();
    }

    private void example(JsonGenerator json, int example) throws IOException {
        json.writeStartObject();
        if (signature.everyStep()) {
            json.writeArrayFieldStart("steps");
            for (int t = 0; t < answers.stepsOf(example); t++) {
                json.writeStartObject();
                answer(json, example * answers.steps() + t);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else {
            answer(json, example);
            if (shares) {
                model.logOdds().orElseThrow().write(json, request.inputs(), answers, example);
            }
        }
        json.writeEndObject();
    }

    private void answer(JsonGenerator json, int answer) throws IOException {
        json.writeStringField("label", label(answer));
        int first = answer * answers.outputs();
        if (signature.kind() == Target.Kind.BINARY) {
            json.writeNumberField("probability", answers.probability()[first]);
        }
        json.writeObjectFieldStart("probabilities");
        List<String> names = signature.outputNames();
        for (int k = 0; k < names.size(); k++) {
            json.writeNumberField(names.get(k), answers.probability()[first + k]);
        }
        json.writeEndObject();
    }

    private String label(int answer) {
        if (answers.labels() == 1) {
            return answers.label()[answer];
        }
        StringBuilder joined = new StringBuilder();
        for (int k = 0; k < answers.labels(); k++) {
            String label = answers.label()[answer * answers.labels() + k];
            if (!label.isEmpty()) {
                joined.append(joined.length() == 0 ? "" : Decision.SEPARATOR).append(label);
            }
        }
        return joined.toString();
    }
}
