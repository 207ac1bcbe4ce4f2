package lintel.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.export.LabelNames;
import lintel.export.Signature;

/**
 * Runs the graph over the examples of several requests at once. Not for two threads at a time: the numbers go through
 * one piece of native memory that is used again and again.
 */
final class GraphRunner {
    private static final int SMALL = 1 << 14;
    /** More than this is given back after use: one large request must not hold memory for ever. */
    private static final int KEPT = 1 << 24;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Form form;
    private final LabelNames labels;
    private ByteBuffer memory = allocate(SMALL);

    GraphRunner(OrtEnvironment environment, OrtSession session, Form form) {
        this.environment = environment;
        this.session = session;
        this.form = form;
        this.labels = new LabelNames(form.signature());
    }

    /** @return one for each request, in order */
    List<Answers> run(List<Inputs> requests) throws OrtException {
        int examples = 0;
        int longest = 1;
        for (Inputs inputs : requests) {
            examples += inputs.examples();
            longest = Math.max(longest, inputs.longest());
        }
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            feed(requests, examples, longest, tensors);
            try (OrtSession.Result result = session.run(tensors)) {
                return split(requests, read(result, examples, form.signature().everyStep() ? longest : 1));
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            if (memory.capacity() > KEPT) {
                memory = allocate(SMALL);
            }
        }
    }

    private void feed(List<Inputs> requests, int examples, int longest, Map<String, OnnxTensor> tensors)
            throws OrtException {
        int cells = Math.multiplyExact(examples, longest);
        int floats = Math.multiplyExact(cells, form.numbers());
        FloatBuffer numbers = room(floats + examples).asFloatBuffer();
        copyNumbers(requests, longest, cells, numbers);
        if (!form.signature().perColumn()) {
            long[] shape = shape(examples, longest, form.numbers());
            tensors.put(Signature.FEATURES, OnnxTensor.createTensor(environment, numbers.slice(0, floats), shape));
        } else {
            for (Form.Slot slot : form.slots()) {
                long[] shape = shape(examples, longest, 1);
                OnnxTensor tensor = slot.column().text()
                        ? OnnxTensor.createTensor(environment, texts(requests, slot.place(), longest, cells), shape)
                        : OnnxTensor.createTensor(environment, numbers.slice(slot.place() * cells, cells), shape);
                tensors.put(slot.column().input(), tensor);
            }
        }
        if (form.sequences()) {
            IntBuffer lengths = memory.slice(4 * floats, 4 * examples)
                    .order(ByteOrder.nativeOrder())
                    .asIntBuffer();
            requests.forEach(inputs -> lengths.put(inputs.lengths()));
            tensors.put(Signature.LENGTHS, OnnxTensor.createTensor(environment, lengths.flip(), new long[] {examples}));
        }
    }

    /** Padding is 0. With an input for each column the numbers stand column by column. */
    private void copyNumbers(List<Inputs> requests, int longest, int cells, FloatBuffer to) {
        int width = form.numbers();
        boolean byColumn = form.signature().perColumn();
        int cell = 0;
        for (Inputs inputs : requests) {
            int step = 0;
            for (int i = 0; i < inputs.examples(); i++) {
                int length = inputs.lengths() == null ? 1 : inputs.lengths()[i];
                for (int t = 0; t < longest; t++, cell++) {
                    if (!byColumn && t < length) {
                        to.put(cell * width, inputs.numbers(), (step + t) * width, width);
                    } else {
                        for (int c = 0; c < width; c++) {
                            float value = t < length ? inputs.numbers()[(step + t) * width + c] : 0;
                            to.put(byColumn ? c * cells + cell : cell * width + c, value);
                        }
                    }
                }
                step += length;
            }
        }
    }

    private static String[] texts(List<Inputs> requests, int column, int longest, int cells) {
        String[] texts = new String[cells];
        Arrays.fill(texts, "");
        int cell = 0;
        for (Inputs inputs : requests) {
            int step = 0;
            for (int i = 0; i < inputs.examples(); i++) {
                int length = inputs.lengths() == null ? 1 : inputs.lengths()[i];
                System.arraycopy(inputs.texts()[column], step, texts, cell, length);
                step += length;
                cell += longest;
            }
        }
        return texts;
    }

    private long[] shape(int examples, int longest, int columns) {
        return form.sequences() ? new long[] {examples, longest, columns} : new long[] {examples, columns};
    }

    private Answers read(OrtSession.Result result, int examples, int steps) throws OrtException {
        int outputs = form.signature().outputs();
        float[] probability = new float[examples * steps * outputs];
        ((OnnxTensor) result.get(Signature.PROBABILITY).orElseThrow())
                .getFloatBuffer()
                .get(probability);
        String[] label = new String[examples * steps * form.labels()];
        flatten(result.get(Signature.LABEL).orElseThrow().getValue(), label, 0);
        String[] names = labels.mended(label, probability);
        return new Answers(examples, steps, null, outputs, probability, form.labels(), names);
    }

    private static int flatten(Object nested, String[] to, int position) {
        if (nested instanceof String[] texts) {
            System.arraycopy(texts, 0, to, position, texts.length);
            return position + texts.length;
        }
        int next = position;
        for (Object part : (Object[]) nested) {
            next = flatten(part, to, next);
        }
        return next;
    }

    private List<Answers> split(List<Inputs> requests, Answers all) {
        List<Answers> parts = new ArrayList<>(requests.size());
        int from = 0;
        for (Inputs inputs : requests) {
            int[] lengths = form.signature().everyStep() ? inputs.lengths() : null;
            parts.add(all.part(from, inputs.examples(), inputs.longest(), lengths));
            from += inputs.examples();
        }
        return parts;
    }

    private ByteBuffer room(int values) {
        int bytes = Math.multiplyExact(4, values);
        if (bytes > memory.capacity()) {
            memory = allocate(Math.max(bytes, (int) Math.min(2L * memory.capacity(), KEPT)));
        }
        return memory;
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
