package lintel.serving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import lintel.export.Signature;

/** From the tensors of a request to the examples a graph reads: checked, and without padding. */
final class TensorInputs {
    private final Form form;
    private final Limits limits;
    private final Map<String, Tensor> tensors;
    private int examples;
    private int time = 1;
    private int[] lengths;

    private TensorInputs(Form form, Limits limits, Map<String, Tensor> tensors) {
        this.form = form;
        this.limits = limits;
        this.tensors = tensors;
    }

    /** @throws RequestException if an input is absent, of the wrong shape or type, or holds what the model refuses */
    static Inputs of(Form form, Limits limits, InferRequest request) {
        Signature signature = form.signature();
        List<String> required = new ArrayList<>();
        if (signature.perColumn()) {
            signature.columns().forEach(column -> required.add(column.input()));
        } else {
            required.add(Signature.FEATURES);
        }
        HashSet<String> known = new HashSet<>(required);
        if (form.sequences()) {
            known.add(Signature.LENGTHS);
        }
        request.requireInputs(required, known);
        return new TensorInputs(form, limits, request.tensors())
                .inputs(request.tensors().get(required.get(0)));
    }

    private Inputs inputs(Tensor first) {
        shape(first);
        float[] numbers = new float[steps() * form.numbers()];
        String[][] texts = new String[form.texts().size()][];
        if (!form.signature().perColumn()) {
            copy(numbers(first, form.numbers()), form.numbers(), numbers, 0, form.numbers());
        } else {
            for (Form.Slot slot : form.slots()) {
                Tensor tensor = tensors.get(slot.column().input());
                if (slot.column().text()) {
                    texts[slot.place()] = texts(slot, tensor);
                } else {
                    copy(numbers(tensor, 1), 1, numbers, slot.place(), form.numbers());
                }
            }
        }
        Inputs inputs = new Inputs(examples, lengths, numbers, texts);
        InputChecks.check(form, inputs);
        return inputs;
    }

    private void shape(Tensor first) {
        int width = form.signature().perColumn() ? 1 : form.numbers();
        if (form.sequences()) {
            first.requireShape("[sequences, steps, %d]".formatted(width), -1, -1, width);
            time = first.shape()[1];
        } else {
            first.requireShape("[rows, %d]".formatted(width), -1, width);
        }
        examples = first.shape()[0];
        limits.checkExamples(examples);
        if (form.sequences()) {
            lengths = lengths();
            for (int i = 0; i < examples; i++) {
                limits.checkSteps(form, i, lengths[i]);
            }
            limits.checkPadded(form, examples, time);
        }
    }

    /** Left out, every sequence has all steps. */
    private int[] lengths() {
        Tensor tensor = tensors.get(Signature.LENGTHS);
        int[] read = new int[examples];
        if (tensor != null) {
            tensor.requireShape("[%d], one for each sequence".formatted(examples), examples);
            requireNumbers(tensor);
        }
        for (int i = 0; i < examples; i++) {
            float length = tensor == null ? time : tensor.numbers()[i];
            if (!(length >= 1 && length <= time && length == Math.rint(length))) {
                throw RequestException.bad(
                        "input 'lengths': value %d must be a whole number in [1, %d], but is %s",
                        i + 1, time, Float.isNaN(length) ? "null" : Float.toString(length));
            }
            read[i] = (int) length;
        }
        return read;
    }

    private int steps() {
        int sum = 0;
        for (int i = 0; i < examples; i++) {
            sum += lengths == null ? 1 : lengths[i];
        }
        return sum;
    }

    private float[] numbers(Tensor tensor, int width) {
        requireSameShape(tensor, width);
        requireNumbers(tensor);
        return tensor.numbers();
    }

    private static void requireNumbers(Tensor tensor) {
        if (tensor.datatype().text()) {
            throw RequestException.bad("%s: 'datatype' must be one of numbers, but is BYTES", tensor.place());
        }
    }

    private String[] texts(Form.Slot slot, Tensor tensor) {
        requireSameShape(tensor, 1);
        if (!tensor.datatype().text()) {
            throw RequestException.bad("%s: 'datatype' must be BYTES, but is %s", tensor.place(), tensor.datatype());
        }
        String[] all = new String[steps()];
        int step = 0;
        for (int i = 0; i < examples; i++) {
            for (int t = 0; t < (lengths == null ? 1 : lengths[i]); t++) {
                all[step++] = form.read(slot, tensor.texts()[i * time + t]);
            }
        }
        return all;
    }

    private void requireSameShape(Tensor tensor, int width) {
        if (form.sequences()) {
            tensor.requireShape("[%d, %d, %d]".formatted(examples, time, width), examples, time, width);
        } else {
            tensor.requireShape("[%d, %d]".formatted(examples, width), examples, width);
        }
    }

    /** Leaves the padding behind. */
    private void copy(float[] from, int width, float[] to, int place, int toWidth) {
        int step = 0;
        for (int i = 0; i < examples; i++) {
            int length = lengths == null ? 1 : lengths[i];
            for (int t = 0; t < length; t++, step++) {
                System.arraycopy(from, (i * time + t) * width, to, step * toWidth + place, width);
            }
        }
    }
}
