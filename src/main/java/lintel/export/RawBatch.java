package lintel.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import lintel.data.Target;

/**
 * Raw examples as a graph takes them.
 *
 * @param tensors input to value
 * @param lengths steps of each sequence; null when examples are rows
 * @param time    steps that the tensors have room for
 */
record RawBatch(Map<String, Tensor> tensors, int[] lengths, int time) {
    /** The value of an input. */
    @FunctionalInterface
    interface Tensor {
        OnnxTensor create(OrtEnvironment environment) throws OrtException;

        static Tensor floats(float[] values, long... shape) {
            return environment -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        }

        static Tensor ints(int[] values) {
            return environment ->
                    OnnxTensor.createTensor(environment, IntBuffer.wrap(values), new long[] {values.length});
        }

        static Tensor texts(String[] values, long... shape) {
            return environment -> OnnxTensor.createTensor(environment, values, shape);
        }
    }

    RawBatch {
        tensors = new LinkedHashMap<>(tensors);
    }

    /** What the graph says to examples and steps that are no padding. */
    Answers answers(float[] probabilities, String[] labels, Signature signature) {
        if (!signature.everyStep()) {
            return new Answers(probabilities, labels);
        }
        int outputs = signature.outputs();
        int perLabel = signature.kind() == Target.Kind.MULTI_LABEL ? outputs : 1;
        int answers = Arrays.stream(lengths).sum();
        float[] valid = new float[answers * outputs];
        String[] texts = new String[answers * perLabel];
        int at = 0;
        for (int i = 0; i < lengths.length; i++) {
            int from = i * time;
            System.arraycopy(probabilities, from * outputs, valid, at * outputs, lengths[i] * outputs);
            System.arraycopy(labels, from * perLabel, texts, at * perLabel, lengths[i] * perLabel);
            at += lengths[i];
        }
        return new Answers(valid, texts);
    }
}
