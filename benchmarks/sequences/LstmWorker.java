package lintel.training;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.engine.Threads;
import lintel.network.Network;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads lines "WHAT BATCH STEPS FEATURES UNITS [LAYERS]", two layers unless said, and answers each with the wall and
 * processor milliseconds it took: of Lintel's training step (gradient and Adam), its answers for a batch, for one
 * sequence of named numbers ("predict") and for one that is ready to be multiplied ("one"), the same of
 * Deeplearning4j's own layers, and of the matrix products alone. "lasting-step" and "vanishing-step" are gradients of
 * networks that forget nothing and at once; "memory" answers with the resident megabytes, now and at most so far.
 */
public final class LstmWorker {
    private static final String[] SHAPE = {""};

    private final int batch;
    private final int steps;
    private final int features;
    private final int units;
    private final Network network;
    private final Network lasting;
    private final Network vanishing;
    private final Examples.Steps examples;
    private final Examples one;
    private final Optimizer optimizer;
    private final float[] parameters;
    private final INDArray stockFeatures;
    private final INDArray stockLabels;
    private MultiLayerNetwork stock;
    private OneSequence raw;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;

    private LstmWorker(int batch, int steps, int features, int units, int layers) {
        this.batch = batch;
        this.steps = steps;
        this.features = features;
        this.units = units;
        network = network(layers, 1);
        lasting = network(layers, 8);
        vanishing = network(layers, -2);
        Random random = new Random(1);
        float[] values = new float[batch * steps * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float[] labels = new float[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = random.nextInt(2);
        }
        examples = new Examples.Steps(
                Matrix.of(batch * steps, features, values),
                IntStream.rangeClosed(0, batch).map(i -> i * steps).toArray(),
                IntStream.range(0, batch).asLongStream().toArray(),
                Matrix.of(batch, 1, labels),
                false);
        one = examples.select(new int[1]);
        parameters = network.parameters();
        optimizer = Optimizer.of(new OptimizerConfig.Adam(0.001, 0.9, 0.999, 1e-8), parameters.length);
        stockFeatures = Nd4j.create(values, new long[] {batch, steps, features}, 'c')
                .permute(0, 2, 1)
                .dup('f');
        stockLabels = Nd4j.create(labels, new long[] {batch, 1}, 'c');
        a = filled((long) batch * steps * Math.max(features, units));
        b = filled(4L * units * Math.max(features, units));
        c = filled((long) batch * steps * 4 * units);
    }

    private Network network(int layers, double forgetGateBias) {
        ModelConfig.Lstm config = new ModelConfig.Lstm(
                Collections.nCopies(layers, units), 0, ModelConfig.Output.LAST, false, Optional.empty(), forgetGateBias);
        return Network.build(config, new Shape(features, Shape.VARYING), 1, new Seeds(1));
    }

    private static FloatPointer filled(long count) {
        FloatPointer pointer = new FloatPointer(count);
        float[] values = new float[(int) count];
        java.util.Arrays.fill(values, 1e-3f);
        pointer.put(values);
        return pointer;
    }

    private void run(String what) {
        int[] all = IntStream.range(0, batch).toArray();
        switch (what) {
            case "step" -> network.gradients(examples, all, 0, gradient -> {
                optimizer.update(parameters, gradient.values(), network.weightMask(), 0.001);
                network.setParameters(parameters);
            });
            case "lasting-step" -> lasting.gradients(examples, all, 0, gradient -> {});
            case "vanishing-step" -> vanishing.gradients(examples, all, 0, gradient -> {});
            case "answer" -> network.score(examples);
            case "predict" -> raw().predict();
            case "one" -> network.score(one);
            case "stock-step" -> stock().fit(stockFeatures, stockLabels);
            case "stock-answer" -> stock().output(stockFeatures).close();
            case "floor" -> products();
            default -> throw new IllegalArgumentException(what);
        }
    }

    private OneSequence raw() {
        if (raw == null) {
            raw = new OneSequence(network, examples);
        }
        return raw;
    }

    private MultiLayerNetwork stock() {
        if (stock == null) {
            stock = network.dl4j();
        }
        Threads.apply();
        return stock;
    }

    /** All multiplications of a step, as few products as large as can be: nothing waits for the step before. */
    private void products() {
        int rows = batch * steps;
        int columns = 4 * units;
        for (int inner : new int[] {features, units, units, units}) {
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, columns, inner, 1, a, inner, b, inner, 0, c, columns);
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, inner, columns, 1, c, columns, b, inner, 0, a, inner);
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, columns, inner, rows, 1, c, columns, a, inner, 0, b, inner);
        }
        a.put(new float[(int) Math.min(4096, a.capacity())]); // values must not grow from call to call
    }

    private static long memory(String what) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(text -> text.startsWith(what)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
    }

    public static void main(String[] arguments) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in));
        var threads = ManagementFactory.getThreadMXBean();
        LstmWorker worker = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("memory")) {
                System.out.println(memory("VmRSS:") + " " + memory("VmHWM:"));
                continue;
            }
            if (!words[1].equals(SHAPE[0])) {
                SHAPE[0] = words[1];
                int[] sizes = java.util.Arrays.stream(words[1].split(" ")).mapToInt(Integer::parseInt).toArray();
                worker = new LstmWorker(sizes[0], sizes[1], sizes[2], sizes[3], sizes.length > 4 ? sizes[4] : 2);
            }
            long cpu = threads.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            worker.run(words[0]);
            wall = System.nanoTime() - wall;
            System.out.println(wall / 1e6 + " " + (threads.getCurrentThreadCpuTime() - cpu) / 1e6);
        }
    }
}
