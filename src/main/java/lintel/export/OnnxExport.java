package lintel.export;

import lintel.network.Model;

/** A model as one ONNX graph, from raw columns to probability and label. */
public final class OnnxExport {
    private OnnxExport() {}

    /** The bytes of an ONNX file that carries its {@link Signature}. */
    public static byte[] graph(Model model) {
        return ModelGraph.of(model, SignatureMaker.of(model));
    }
}
