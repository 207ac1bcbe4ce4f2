package lintel.export;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import lintel.config.CardConfig;
import lintel.config.ExportFormat;
import lintel.data.Dataset;
import lintel.network.Model;

/** What the formats are written from; what several of them need is made, run and compared once. */
final class Sources {
    private final Model model;
    private final Signature signature;
    private final CardConfig card;
    private final Verification verification;
    private final Path runtime;
    private final Map<ExportFormat, Comparison> comparisons = new EnumMap<>(ExportFormat.class);
    private byte[] graph;
    private Comparison compared;

    Sources(Model model, Dataset heldBack, Path runtime) {
        this.model = model;
        this.signature = SignatureMaker.of(model);
        this.card = SignatureMaker.config(model).card();
        this.verification = new Verification(model, signature, heldBack);
        this.runtime = runtime;
    }

    Model model() {
        return model;
    }

    Signature signature() {
        return signature;
    }

    CardConfig card() {
        return card;
    }

    Verification verification() {
        return verification;
    }

    /** Where the files of onnxruntime-web are, or null. */
    Path runtime() {
        return runtime;
    }

    /** The whole model as ONNX, which says what the model says. @throws ExportFailure if it does not */
    byte[] graph() {
        if (graph == null) {
            byte[] made = ModelGraph.of(model, signature);
            compared = verification.check("the ONNX graph", made);
            graph = made;
        }
        return graph;
    }

    /** Notes how a format that is no such graph fared. */
    void compared(ExportFormat format, Comparison comparison) {
        comparisons.put(format, comparison);
    }

    Comparison comparison(ExportFormat format) {
        return comparisons.getOrDefault(format, compared);
    }
}
