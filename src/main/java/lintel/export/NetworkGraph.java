package lintel.export;

import java.util.ArrayList;
import java.util.List;
import lintel.config.ModelConfig;
import lintel.export.Graph.Type;
import lintel.network.Network;
import lintel.network.ParameterBlock;

/** The graph form of a network: from the columns behind preprocessing to probabilities, float32. */
final class NetworkGraph {
    /** Where Deeplearning4j keeps input, output, forget gate and candidate, which is ONNX's order. */
    private static final int[] GATES = {3, 2, 1, 0};

    private final Graph graph;
    private final Network network;
    private final float[] parameters;
    private final List<ParameterBlock> blocks;
    private int block;
    private int at;

    NetworkGraph(Graph graph, Network network) {
        this.graph = graph;
        this.network = network;
        this.parameters = network.parameters();
        this.blocks = ParameterBlock.of(network.config(), network.shape().features(), network.outputs());
    }

    /** @return {@code [batch, outputs]}, or at every step {@code [batch, time, outputs]} */
    String apply(Columns columns) {
        return network.config() instanceof ModelConfig.Lstm lstm ? lstm(lstm, columns) : logistic(columns);
    }

    /** In double, as the model itself. */
    private String logistic(Columns columns) {
        String weights = graph.cast(next(), Type.DOUBLE);
        String intercepts = graph.cast(next(), Type.DOUBLE);
        String row = graph.cast(columns.numbers(), Type.DOUBLE);
        String logits = graph.node("Gemm", List.of(row, weights, intercepts), Graph.number("transB", 1));
        return graph.cast(graph.node("Sigmoid", List.of(logits)), Type.FLOAT);
    }

    private String lstm(ModelConfig.Lstm config, Columns columns) {
        String lengths = columns.lengths() == null ? null : graph.cast(columns.lengths(), Type.INT);
        String steps = graph.node("Transpose", List.of(columns.numbers()), Graph.numbers("perm", 1, 0, 2));
        int inputs = network.shape().features();
        int directions = config.bidirectional() ? 2 : 1;
        for (int units : config.layers()) {
            steps = layer(steps, lengths, inputs, units, directions);
            inputs = directions * units;
        }
        String answers = graph.node("Transpose", List.of(steps), Graph.numbers("perm", 1, 0, 2));
        if (network.everyStep()) {
            String weights = graph.node("Transpose", List.of(next()), Graph.numbers("perm", 1, 0));
            String products = graph.node("MatMul", List.of(answers, weights));
            return graph.node("Sigmoid", List.of(graph.node("Add", List.of(products, next()))));
        }
        String last = columns.lengths() == null
                ? graph.node("Gather", List.of(answers, graph.scalar(-1)), Graph.number("axis", 1))
                : SummaryGraph.lastStep(graph, answers, columns.lengths());
        String logits = graph.node("Gemm", List.of(last, next(), next()), Graph.number("transB", 1));
        return graph.node("Sigmoid", List.of(logits));
    }

    /** From {@code [time, batch, inputs]} to {@code [time, batch, directions · units]}. */
    private String layer(String steps, String lengths, int inputs, int units, int directions) {
        float[] read = new float[directions * 4 * units * inputs];
        float[] recurrent = new float[directions * 4 * units * units];
        float[] biases = new float[directions * 8 * units];
        for (int direction = 0; direction < directions; direction++) {
            gates(read, direction * 4 * units * inputs, units * inputs);
            gates(recurrent, direction * 4 * units * units, units * units);
            gates(biases, direction * 8 * units, units); // those of the recurrent half stay 0
        }
        List<String> given = new ArrayList<>(List.of(
                steps,
                graph.floats(read, directions, 4L * units, inputs),
                graph.floats(recurrent, directions, 4L * units, units),
                graph.floats(biases, directions, 8L * units)));
        if (lengths != null) {
            given.add(lengths);
        }
        String all = graph.node(
                "LSTM",
                given,
                Graph.number("hidden_size", units),
                Graph.text("direction", directions == 2 ? "bidirectional" : "forward"));
        if (directions == 1) {
            return graph.node("Squeeze", List.of(all, graph.longs(1)));
        }
        String side = graph.node("Transpose", List.of(all), Graph.numbers("perm", 0, 2, 1, 3));
        return graph.node("Reshape", List.of(side, graph.longs(0, 0, 2L * units)));
    }

    /** Copies the next block of parameters, gate by gate of {@code size} numbers, in ONNX's order. */
    private void gates(float[] into, int from, int size) {
        for (int gate = 0; gate < GATES.length; gate++) {
            System.arraycopy(parameters, at + GATES[gate] * size, into, from + gate * size, size);
        }
        at += GATES.length * size;
        block++;
    }

    /** The next block of parameters as it stands: {@code [units, inputs]}, a bias {@code [units]}. */
    private String next() {
        ParameterBlock of = blocks.get(block++);
        float[] values = java.util.Arrays.copyOfRange(parameters, at, at += Math.toIntExact(of.size()));
        return of.role() == ParameterBlock.Role.OUTPUT_BIASES
                ? graph.floats(values, of.units())
                : graph.floats(values, of.units(), of.inputs());
    }
}
