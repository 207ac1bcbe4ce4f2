package lintel.serving;

import java.util.function.Function;
import org.eclipse.jetty.server.Request;

/** What asks a model. */
final class InferenceRoutes {
    private final Models models;
    private final Limits limits;
    private final Body body;

    InferenceRoutes(Models models, ServeOptions options, Body body) {
        this.models = models;
        this.limits = options.limits();
        this.body = body;
    }

    /** {@code POST /v2/models/NAME[/versions/VERSION]/infer}. */
    void infer(Exchange exchange, String name, String version) {
        if (exchange.headers().contains("Inference-Header-Content-Length")) {
            throw new RequestException(
                    RequestException.MEDIA_TYPE, "tensors must be sent as JSON: there is no binary data extension");
        }
        ask(exchange, name, version, (model, bytes) -> {
            InferRequest request = InferRequest.read(bytes);
            Inputs inputs = TensorInputs.of(model.form(), limits, request);
            return new Question(inputs, answers -> InferReply.of(model, request, answers));
        });
    }

    /** {@code POST /predict[/NAME]}, with {@code ?shares=true} for what each feature adds to the log-odds. */
    void predict(Exchange exchange, String name) {
        boolean shares = shares(exchange);
        ask(exchange, name, null, (model, bytes) -> {
            if (shares && model.logOdds().isEmpty()) {
                throw RequestException.bad(
                        "'shares' are there for logistic regression whose model.json stands beside its graph");
            }
            PredictRequest request = PredictRequest.read(model.form(), limits, bytes);
            return new Question(request.inputs(), answers -> PredictReply.of(model, request, answers, shares));
        });
    }

    private static boolean shares(Exchange exchange) {
        String query = exchange.request().getHttpURI().getQuery();
        if (query == null || query.isEmpty()) {
            return false;
        }
        String value = Request.extractQueryParameters(exchange.request()).getValue("shares");
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw RequestException.bad("'shares' must be true or false, but is '%s'", Texts.shortened(value));
        }
        return "true".equals(value);
    }

    /** Reads what is asked of a model. */
    @FunctionalInterface
    private interface Reader {
        Question read(LoadedModel model, byte[] body);
    }

    /** @param reply makes the body of the answer */
    private record Question(Inputs inputs, Function<Answers, byte[]> reply) {}

    /** The model is looked for before the body is read, and again after: another version may have come meanwhile. */
    private void ask(Exchange exchange, String name, String version, Reader reader) {
        models.hold(name, version).release();
        body.read(exchange, bytes -> {
            LoadedModel model = models.hold(name, version);
            boolean submitted = false;
            try {
                Question question = reader.read(model, bytes);
                model.batcher().submit(new Asked(exchange, model, question));
                submitted = true;
            } finally {
                if (!submitted) {
                    model.release();
                }
            }
        });
    }

    /** A question that has been put to the model. */
    private record Asked(Exchange exchange, LoadedModel model, Question question) implements Batcher.Job {
        @Override
        public Inputs inputs() {
            return question.inputs();
        }

        @Override
        public void answered(Answers answers) {
            try {
                exchange.answer(200, Exchange.JSON, question.reply().apply(answers.checked()));
            } catch (Throwable refused) { // whatever it is, the client must hear of it
                exchange.failed(refused);
            } finally {
                model.release();
            }
        }

        @Override
        public void failed(Throwable failure) {
            try {
                exchange.failed(failure);
            } finally {
                model.release();
            }
        }
    }
}
