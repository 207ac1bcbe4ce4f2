import static org.bytedeco.dnnl.global.dnnl.*;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * oneDNN's own LSTM, two layers. Reads lines "onednn-WHAT BATCH STEPS FEATURES UNITS" and answers each with the wall and
 * processor milliseconds it took: of a step (forward and backward pass, with the reordering of weights and gradients
 * that goes with them, but without output layer, loss and update), of answers for a batch and for one sequence.
 * "onednn-bf16" answers 0 or 1: whether there is an LSTM of bfloat16 numbers on this processor.
 */
public final class OneDnnWorker {
    private static final engine ENGINE = new engine(engine.kind.cpu, 0);
    private static final stream STREAM = new stream(ENGINE);
    private static final int ANY = dnnl_format_tag_any;

    private final int steps;
    private final int batch;
    private final int inputs;
    private final int units;
    private final int type;
    private final List<Runnable> forward = new ArrayList<>();
    private final List<Runnable> backward = new ArrayList<>();
    private final List<Pointer> held = new ArrayList<>();

    private OneDnnWorker(int batch, int steps, int inputs, int units, int type, boolean training) {
        this.batch = batch;
        this.steps = steps;
        this.inputs = inputs;
        this.units = units;
        this.type = type;
        build(training);
    }

    private memory.desc matrix(int kind, int format, long... dims) {
        return new memory.desc(dims, memory.data_type.valueOf(name(kind)), memory.format_tag.valueOf(tag(format)));
    }

    private static String name(int kind) {
        return kind == dnnl_bf16 ? "bf16" : "f32";
    }

    private static String tag(int format) {
        return format == ANY ? "any" : format == dnnl_tnc ? "tnc" : format == dnnl_ldnc ? "ldnc"
                : format == dnnl_ldgoi ? "ldgoi" : "ldgo";
    }

    private memory memory(memory.desc desc) {
        memory memory = new memory(desc, ENGINE);
        Pointer data = memory.get_data_handle();
        if (desc.get_size() > 0) {
            float[] values = new float[(int) (desc.get_size() / Float.BYTES)];
            Arrays.fill(values, 1e-3f);
            new FloatPointer(data).capacity(values.length).put(values);
        }
        held.add(desc);
        held.add(memory);
        return memory;
    }

    private void build(boolean training) {
        memory.desc x = matrix(type, dnnl_tnc, steps, batch, inputs);
        memory.desc h = matrix(type, dnnl_ldnc, 1, 1, batch, units);
        memory.desc c = matrix(dnnl_f32, dnnl_ldnc, 1, 1, batch, units);
        memory.desc w = matrix(type, ANY, 1, 1, inputs, 4, units);
        memory.desc r = matrix(type, ANY, 1, 1, units, 4, units);
        memory.desc b = matrix(dnnl_f32, dnnl_ldgo, 1, 1, 4, units);
        memory.desc y = matrix(type, dnnl_tnc, steps, batch, units);
        int way = rnn_direction.unidirectional_left2right.value;
        int kind = training ? dnnl_forward_training : dnnl_forward_inference;
        var desc = new lstm_forward.primitive_desc(ENGINE, kind, way, x, h, c, w, r, b, y, h, c);
        IntMemoryMap map = new IntMemoryMap();
        memory weights = memory(desc.weights_layer_desc());
        memory recurrent = memory(desc.weights_iter_desc());
        memory given = memory(matrix(type, dnnl_ldgoi, 1, 1, inputs, 4, units));
        memory givenRecurrent = memory(matrix(type, dnnl_ldgoi, 1, 1, units, 4, units));
        int[] keys = {
            DNNL_ARG_SRC_LAYER, DNNL_ARG_SRC_ITER, DNNL_ARG_SRC_ITER_C, DNNL_ARG_BIAS, DNNL_ARG_DST_LAYER,
            DNNL_ARG_DST_ITER, DNNL_ARG_DST_ITER_C
        };
        memory.desc[] descs = {
            desc.src_layer_desc(), desc.src_iter_desc(), desc.src_iter_c_desc(), desc.bias_desc(),
            desc.dst_layer_desc(), desc.dst_iter_desc(), desc.dst_iter_c_desc()
        };
        memory[] memories = new memory[keys.length];
        for (int i = 0; i < keys.length; i++) {
            memories[i] = memory(descs[i]);
            map.put(keys[i], memories[i]);
        }
        map.put(DNNL_ARG_WEIGHTS_LAYER, weights);
        map.put(DNNL_ARG_WEIGHTS_ITER, recurrent);
        memory workspace = training ? memory(desc.workspace_desc()) : null;
        if (training) {
            map.put(DNNL_ARG_WORKSPACE, workspace);
            reorder(given, weights, forward);
            reorder(givenRecurrent, recurrent, forward);
        }
        primitive lstm = new lstm_forward(desc);
        held.addAll(List.of(map, lstm));
        forward.add(() -> lstm.execute(STREAM, map));
        if (!training) {
            return;
        }
        var back = new lstm_backward.primitive_desc(
                ENGINE, dnnl_backward, way, x, h, c, w, r, b, y, h, c, x, h, c,
                matrix(dnnl_f32, ANY, 1, 1, inputs, 4, units), matrix(dnnl_f32, ANY, 1, 1, units, 4, units), b,
                y, h, c, desc);
        IntMemoryMap all = new IntMemoryMap();
        for (int i = 0; i < keys.length; i++) {
            all.put(keys[i], memories[i]);
        }
        memory weightsBack = memory(back.weights_layer_desc());
        memory recurrentBack = memory(back.weights_iter_desc());
        reorder(given, weightsBack, backward);
        reorder(givenRecurrent, recurrentBack, backward);
        all.put(DNNL_ARG_WEIGHTS_LAYER, weightsBack);
        all.put(DNNL_ARG_WEIGHTS_ITER, recurrentBack);
        all.put(DNNL_ARG_WORKSPACE, workspace);
        all.put(DNNL_ARG_DIFF_SRC_LAYER, memory(back.diff_src_layer_desc()));
        all.put(DNNL_ARG_DIFF_SRC_ITER, memory(back.diff_src_iter_desc()));
        all.put(DNNL_ARG_DIFF_SRC_ITER_C, memory(back.diff_src_iter_c_desc()));
        memory slopes = memory(back.diff_weights_layer_desc());
        memory recurrentSlopes = memory(back.diff_weights_iter_desc());
        all.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, slopes);
        all.put(DNNL_ARG_DIFF_WEIGHTS_ITER, recurrentSlopes);
        all.put(DNNL_ARG_DIFF_BIAS, memory(back.diff_bias_desc()));
        all.put(DNNL_ARG_DIFF_DST_LAYER, memory(back.diff_dst_layer_desc()));
        all.put(DNNL_ARG_DIFF_DST_ITER, memory(back.diff_dst_iter_desc()));
        all.put(DNNL_ARG_DIFF_DST_ITER_C, memory(back.diff_dst_iter_c_desc()));
        primitive lstmBack = new lstm_backward(back);
        held.addAll(List.of(all, lstmBack));
        backward.add(() -> {
            Pointer.memset(slopes.get_data_handle(), 0, back.diff_weights_layer_desc().get_size());
            Pointer.memset(recurrentSlopes.get_data_handle(), 0, back.diff_weights_iter_desc().get_size());
            lstmBack.execute(STREAM, all);
        });
        reorder(slopes, memory(matrix(dnnl_f32, dnnl_ldgoi, 1, 1, inputs, 4, units)), backward);
        reorder(recurrentSlopes, memory(matrix(dnnl_f32, dnnl_ldgoi, 1, 1, units, 4, units)), backward);
    }

    private void reorder(memory from, memory to, List<Runnable> into) {
        reorder primitive = new reorder(from, to);
        held.add(primitive);
        into.add(() -> primitive.execute(STREAM, from, to));
    }

    private void run() {
        forward.forEach(Runnable::run);
    }

    private static boolean bfloats() {
        try {
            new OneDnnWorker(1, 1, 8, 32, dnnl_bf16, false);
            return true;
        } catch (RuntimeException unsupported) {
            return false;
        }
    }

    /** Two layers, as often as asked. */
    private static Runnable job(String what, int batch, int steps, int features, int units) {
        boolean training = what.equals("onednn-step");
        int rows = what.equals("onednn-one") ? 1 : batch;
        var below = new OneDnnWorker(rows, steps, features, units, dnnl_f32, training);
        var above = new OneDnnWorker(rows, steps, units, units, dnnl_f32, training);
        return () -> {
            below.run();
            above.run();
            above.backward.forEach(Runnable::run);
            below.backward.forEach(Runnable::run);
            STREAM._wait();
        };
    }

    public static void main(String[] arguments) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in));
        var threads = ManagementFactory.getThreadMXBean();
        Map<String, Runnable> jobs = new HashMap<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("onednn-bf16")) {
                System.out.println(bfloats() ? "1 1" : "0 0");
                continue;
            }
            int[] size = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
            Runnable job = jobs.computeIfAbsent(line, key -> job(words[0], size[0], size[1], size[2], size[3]));
            long cpu = threads.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            job.run();
            wall = System.nanoTime() - wall;
            System.out.println(wall / 1e6 + " " + (threads.getCurrentThreadCpuTime() - cpu) / 1e6);
        }
    }
}
