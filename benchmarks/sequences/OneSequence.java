package lintel.training;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lintel.config.ColumnType;
import lintel.config.PreprocessingConfig;
import lintel.config.PreprocessingConfig.Categorical;
import lintel.config.PreprocessingConfig.CategoricalMissing;
import lintel.config.PreprocessingConfig.Encode;
import lintel.config.PreprocessingConfig.Numeric;
import lintel.config.PreprocessingConfig.NumericMissing;
import lintel.config.PreprocessingConfig.Unseen;
import lintel.data.Dataset;
import lintel.data.Examples;
import lintel.data.Field;
import lintel.data.InputForm;
import lintel.data.Preprocessing;
import lintel.data.Rows;
import lintel.data.Schema;
import lintel.data.Target;
import lintel.network.Decision;
import lintel.network.Model;
import lintel.network.Network;
import lintel.network.Prediction;
import lintel.network.Provenance;

/**
 * A whole model, and one sequence as a caller in Java has it: a map of column names to numbers for each step. What it
 * does to the numbers is the default of a config: missing ones become the median, all are centred and scaled.
 */
final class OneSequence {
    private static final List<String> MISSING = List.of("", "NA", "?");

    private final Model model;
    private final List<Map<String, Object>> steps = new ArrayList<>();

    /** @param examples of which the first is the sequence */
    OneSequence(Network network, Examples.Steps examples) {
        int features = examples.features();
        Schema schema = new Schema(names(features).stream()
                .map(name -> new Field(name, ColumnType.NUMERIC, List.of()))
                .toList());
        List<String> keys = names(features); // equal to the model's names, but not the same objects, as if parsed
        for (int step = 0; step < examples.length(0); step++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < features; i++) {
                row.put(keys.get(i), (double) examples.values().get(step, i));
            }
            steps.add(row);
        }
        Target target = new Target(
                Target.Kind.BINARY, List.of("y"), List.of("no", "yes"), List.of(List.of("no"), List.of("yes")));
        Dataset data = new Dataset(
                new Rows(schema, MISSING).table(steps), new int[] {0, steps.size()}, new long[1], target, null, false);
        PreprocessingConfig config = new PreprocessingConfig(
                new Numeric(NumericMissing.MEDIAN, PreprocessingConfig.Scale.STANDARD),
                new Categorical(CategoricalMissing.CATEGORY, Encode.ONE_HOT, Unseen.IGNORE, 1000));
        Preprocessing preprocessing = Preprocessing.fit(config, new InputForm.Sequences(), data).withMissing(MISSING);
        Provenance provenance = new Provenance("", List.of(), 1, Map.of(), Instant.EPOCH);
        model = new Model(network, preprocessing, Decision.of(target, 0.5), target, provenance);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "channel_" + i).toList();
    }

    Prediction predict() {
        return model.predict(steps);
    }
}
