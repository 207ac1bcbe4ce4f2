package lintel.export;

import java.util.ArrayList;
import java.util.List;
import lintel.export.Graph.Type;

/** The graph form of {@link lintel.data.Summarize}: in double, over the steps that are no padding, then rounded. */
final class SummaryGraph {
    private static final int STATISTICS = 7;

    private final Graph graph;

    SummaryGraph(Graph graph) {
        this.graph = graph;
    }

    Columns apply(Columns columns) {
        int channels = columns.width();
        String steps = graph.cast(columns.numbers(), Type.DOUBLE);
        String here = graph.node("Unsqueeze", List.of(columns.valid(), graph.longs(2)));
        String length = graph.node("Unsqueeze", List.of(graph.cast(columns.lengths(), Type.DOUBLE), graph.longs(1)));
        String mean = graph.node("Div", List.of(sum(only(here, steps, 0)), length));
        String distance = only(here, minus(steps, unsqueezed(mean)), 0);
        String squares = graph.node("Mul", List.of(distance, distance));
        String deviation = graph.node("Sqrt", List.of(graph.node("Div", List.of(sum(squares), length))));
        List<String> statistics = new ArrayList<>(List.of(mean, deviation));
        statistics.add(extreme("ReduceMin", only(here, steps, Double.POSITIVE_INFINITY)));
        statistics.add(extreme("ReduceMax", only(here, steps, Double.NEGATIVE_INFINITY)));
        statistics.add(graph.node("Gather", List.of(steps, graph.scalar(0)), Graph.number("axis", 1)));
        statistics.add(lastStep(graph, steps, columns.lengths()));
        statistics.add(slope(distance, length, steps));
        List<String> stacked = statistics.stream()
                .map(each -> graph.node("Unsqueeze", List.of(each, graph.longs(2))))
                .toList();
        String side = graph.node("Concat", stacked, Graph.number("axis", 2));
        int width = channels * STATISTICS;
        String rows = graph.node("Reshape", List.of(side, graph.longs(0, width)));
        String all = graph.node("Concat", List.of(rows, length), Graph.number("axis", 1));
        return columns.joined(graph, graph.cast(all, Type.FLOAT), width + 1);
    }

    /** Σ distance · (t - middle) / Σ (t - middle)², of which the latter is (n³ - n) / 12; 0 for a single step. */
    private String slope(String distance, String length, String steps) {
        String time = graph.cast(timeSteps(graph, steps), Type.DOUBLE);
        String middle = graph.node("Mul", List.of(minus(length, constant(1)), constant(0.5)));
        String centred = graph.node("Unsqueeze", List.of(minus(time, middle), graph.longs(2)));
        String products = sum(graph.node("Mul", List.of(distance, centred)));
        String square = graph.node("Mul", List.of(length, length));
        String cubes = graph.node("Mul", List.of(minus(square, constant(1)), length));
        String squares = graph.node("Div", List.of(cubes, constant(12)));
        String single = graph.node("Equal", List.of(length, constant(1)));
        String divisor = graph.node("Where", List.of(single, constant(1), squares));
        return graph.node("Div", List.of(products, divisor));
    }

    /** 0, 1, … for each step of {@code [batch, time, …]}: int64 {@code [time]}. */
    static String timeSteps(Graph graph, String steps) {
        String count = graph.node("Gather", List.of(graph.node("Shape", List.of(steps)), graph.scalar(1)));
        return graph.node("Range", List.of(graph.scalar(0), count, graph.scalar(1)));
    }

    /** From {@code [batch, time, columns]} to {@code [batch, columns]} at each sequence's last step. */
    static String lastStep(Graph graph, String steps, String lengths) {
        String last = graph.node("Sub", List.of(lengths, graph.longs(1)));
        String index = graph.node("Unsqueeze", List.of(last, graph.longs(1)));
        return graph.node("GatherND", List.of(steps, index), Graph.number("batch_dims", 1));
    }

    private String only(String here, String values, double elsewhere) {
        return graph.node("Where", List.of(here, values, constant(elsewhere)));
    }

    private String minus(String left, String right) {
        return graph.node("Sub", List.of(left, right));
    }

    private String unsqueezed(String perSequence) {
        return graph.node("Unsqueeze", List.of(perSequence, graph.longs(1)));
    }

    private String sum(String steps) {
        return graph.node("ReduceSum", List.of(steps, graph.longs(1)), Graph.number("keepdims", 0));
    }

    private String extreme(String operator, String steps) {
        return graph.node(operator, List.of(steps), Graph.numbers("axes", 1), Graph.number("keepdims", 0));
    }

    private String constant(double value) {
        return graph.doubles(new double[] {value}, 1);
    }
}
