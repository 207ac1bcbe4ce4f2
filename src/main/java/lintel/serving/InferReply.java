package lintel.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import lintel.data.Target;
import lintel.export.Signature;

/** The answer to an inference request of the Open Inference Protocol. */
final class InferReply {
    private InferReply() {}

    static byte[] of(LoadedModel model, InferRequest request, Answers answers) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("model_name", model.name());
            json.writeStringField("model_version", model.version());
            if (request.id() != null) {
                json.writeStringField("id", request.id());
            }
            json.writeArrayFieldStart("outputs");
            for (String output : request.outputs()) {
                json.writeStartObject();
                json.writeStringField("name", output);
                if (output.equals(Signature.PROBABILITY)) {
                    probabilities(json, model.form().signature(), answers);
                } else {
                    labels(json, model.form().signature(), answers);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void probabilities(JsonGenerator json, Signature signature, Answers answers) throws IOException {
        json.writeStringField("datatype", Datatype.FP32.name());
        shape(json, signature, answers, true);
        json.writeArrayFieldStart("data");
        for (float probability : answers.probability()) {
            json.writeNumber(probability);
        }
        json.writeEndArray();
    }

    private static void labels(JsonGenerator json, Signature signature, Answers answers) throws IOException {
        json.writeStringField("datatype", Datatype.BYTES.name());
        shape(json, signature, answers, signature.kind() == Target.Kind.MULTI_LABEL);
        json.writeArrayFieldStart("data");
        for (String label : answers.label()) {
            json.writeString(label);
        }
        json.writeEndArray();
    }

    private static void shape(JsonGenerator json, Signature signature, Answers answers, boolean perOutput)
            throws IOException {
        json.writeArrayFieldStart("shape");
        json.writeNumber(answers.examples());
        if (signature.everyStep()) {
            json.writeNumber(answers.steps());
        }
        if (perOutput) {
            json.writeNumber(answers.outputs());
        }
        json.writeEndArray();
    }
}
