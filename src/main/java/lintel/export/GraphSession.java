package lintel.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import lintel.data.Target;

/** An exported graph in ONNX Runtime, on the calling thread alone. */
final class GraphSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Signature signature;

    /** @throws ExportFailure if ONNX Runtime does not take the graph */
    GraphSession(byte[] graph, Signature signature) {
        this.signature = signature;
        try {
            environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "lintel");
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                session = environment.createSession(graph, options);
            }
        } catch (OrtException failure) {
            throw new ExportFailure("ONNX Runtime does not load it: " + failure.getMessage(), failure);
        }
    }

    /** @throws ExportFailure if the graph does not run */
    Answers run(RawBatch batch) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (Map.Entry<String, RawBatch.Tensor> tensor : batch.tensors().entrySet()) {
                inputs.put(tensor.getKey(), tensor.getValue().create(environment));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxTensor probability =
                        (OnnxTensor) result.get(Signature.PROBABILITY).orElseThrow();
                OnnxTensor label = (OnnxTensor) result.get(Signature.LABEL).orElseThrow();
                FloatBuffer numbers = probability.getFloatBuffer();
                float[] probabilities = new float[numbers.remaining()];
                numbers.get(probabilities);
                String[] labels = new LabelNames(signature).mended(texts(label.getValue()), probabilities);
                return batch.answers(probabilities, labels, signature);
            }
        } catch (OrtException failure) {
            throw new ExportFailure("ONNX Runtime does not run it: " + failure.getMessage(), failure);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** The labels of an array of one, two or three dimensions, in order; of indices, the names they stand for. */
    private String[] texts(Object value) {
        if (value instanceof String[] texts) {
            return texts;
        }
        if (value instanceof long[] indices) {
            return names(indices);
        }
        return Arrays.stream((Object[]) value)
                .map(this::texts)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    private String[] names(long[] indices) {
        String[] names = new String[indices.length];
        boolean perOutput = signature.kind() == Target.Kind.MULTI_LABEL;
        for (int i = 0; i < names.length; i++) {
            names[i] = indices[i] < 0 || perOutput && indices[i] == 0
                    ? ""
                    : signature.classes().get(perOutput ? i % signature.outputs() : (int) indices[i]);
        }
        return names;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new ExportFailure("ONNX Runtime does not close it: " + failure.getMessage(), failure);
        }
    }
}
