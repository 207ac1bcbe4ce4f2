package lintel.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lintel.config.ColumnType;
import lintel.data.Step;
import lintel.engine.Versions;
import lintel.export.Columns.TextInput;
import lintel.export.DecisionGraph.Labels;
import lintel.export.Graph.Type;
import lintel.export.Signature.Column;
import lintel.network.Model;

/** A whole model as one ONNX graph: raw columns in, probability and label out. */
final class ModelGraph {
    private final Graph graph = new Graph();
    private final Model model;
    private final Signature signature;

    private ModelGraph(Model model, Signature signature) {
        this.model = model;
        this.signature = signature;
    }

    /** The bytes of the ONNX file. */
    static byte[] of(Model model, Signature signature) {
        return new ModelGraph(model, signature).bytes(Labels.NAMES, Map.of(Signature.METADATA, signature.json()));
    }

    /** The same with indices for labels, and without the signature, which promises names. */
    static byte[] indexed(Model model, Signature signature) {
        return new ModelGraph(model, signature).bytes(Labels.INDICES, Map.of());
    }

    private byte[] bytes(Labels labels, Map<String, String> metadata) {
        Columns columns = inputs();
        StepGraph steps = new StepGraph(graph, signature.missing());
        for (Step step : model.preprocessing().steps()) {
            columns = steps.apply(step, columns);
        }
        String probability = new NetworkGraph(graph, model.network()).apply(columns);
        new DecisionGraph(graph, signature, labels).answer(probability, columns);
        return graph.bytes(signature.name(), Versions.lintel(), metadata);
    }

    private Columns inputs() {
        boolean steps = signature.steps().isPresent();
        String numbers = signature.perColumn() ? namedNumbers(steps) : all(steps);
        int width = signature.features();
        List<String> refusals = new ArrayList<>();
        List<TextInput> texts = new ArrayList<>();
        for (Column column : signature.columns()) {
            if (column.text()) {
                width--;
                String input = graph.input(column.input(), Type.TEXT, shape(steps, 1));
                texts.add(new TextInput(column.name(), input, column.categories(), lintel.data.Table.MISSING));
            }
        }
        if (signature.numbered() > 0) {
            refusals.add(Columns.any(graph, graph.node("IsNaN", List.of(numbers))));
        }
        String lengths = null;
        String valid = null;
        if (steps) {
            lengths = graph.cast(graph.input(Signature.LENGTHS, Type.INT, "batch"), Type.LONG);
            String any = numbers == null ? texts.get(0).input() : numbers;
            String ends = graph.node("Unsqueeze", List.of(lengths, graph.longs(1)));
            valid = graph.node("Less", List.of(SummaryGraph.timeSteps(graph, any), ends));
        }
        return new Columns(numbers, width, texts, lengths, valid, refusals);
    }

    private String all(boolean steps) {
        String features = graph.input(Signature.FEATURES, Type.FLOAT, shape(steps, signature.features()));
        return missing(features, signature.columns());
    }

    private String namedNumbers(boolean steps) {
        List<Column> numeric =
                signature.columns().stream().filter(column -> !column.text()).toList();
        if (numeric.isEmpty()) {
            return null;
        }
        List<String> inputs = numeric.stream()
                .map(column -> graph.input(column.input(), Type.FLOAT, shape(steps, 1)))
                .toList();
        String joined = inputs.size() == 1 ? inputs.get(0) : graph.node("Concat", inputs, Graph.number("axis", -1));
        return missing(joined, numeric);
    }

    private static Object[] shape(boolean steps, int columns) {
        return steps ? new Object[] {"batch", "time", columns} : new Object[] {"batch", columns};
    }

    /** A number that equals one of the texts that mean missing, such as -999, becomes NaN; booleans have none. */
    private String missing(String numbers, List<Column> columns) {
        String result = numbers;
        for (float stand : MissingNumbers.of(signature.missing())) {
            float[] stands = new float[columns.size()];
            for (int c = 0; c < stands.length; c++) {
                stands[c] = columns.get(c).type() == ColumnType.NUMERIC ? stand : Float.NaN;
            }
            String equal = graph.node("Equal", List.of(result, graph.floats(stands, stands.length)));
            result = graph.node("Where", List.of(equal, graph.floats(new float[] {Float.NaN}, 1), result));
        }
        return result;
    }
}
