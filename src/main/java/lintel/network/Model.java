package lintel.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;
import lintel.data.Dataset;
import lintel.data.Examples;
import lintel.data.Preprocessing;
import lintel.data.Target;

/**
 * All that is needed to say something about a raw row: what is served is exactly what was trained.
 *
 * <p>Not for several threads at once: an LSTM's network keeps what it computes in between. Load one model per thread.
 *
 * @param network       from preprocessed numbers to probabilities
 * @param preprocessing from raw columns to preprocessed numbers; its schema says which columns
 * @param decision      from probabilities to labels
 * @param target        what the outputs mean
 * @param provenance    where the model comes from
 */
public record Model(
        Network network, Preprocessing preprocessing, Decision decision, Target target, Provenance provenance) {

    public Model {
        require(network.shape().equals(preprocessing.shape()), "preprocessing", preprocessing.shape(), network.shape());
        require(network.outputs() == target.outputs(), "target", target.outputs(), network.outputs());
        require(decision.kind() == target.kind(), "decision", decision.kind(), target.kind());
    }

    private static void require(boolean fits, String part, Object found, Object expected) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "%s does not fit the rest of the model: %s instead of %s".formatted(part, found, expected));
        }
    }

    /** The one way to a probability. @return one row per example, or per step of every-step sequences, in order */
    public Probabilities score(Examples examples) {
        return network.score(examples);
    }

    /**
     * What the model says about one raw row.
     *
     * @param row column name to value: a number, a boolean or a text; null, or a text that the config calls missing, is
     *     a missing value; columns the model does not know are ignored
     * @throws InputException if a column is absent or a value is not of the column's type
     * @throws IllegalStateException if the model reads sequences
     */
    public Prediction predict(Map<String, ?> row) {
        if (preprocessing.sequences()) {
            throw new IllegalStateException("this model reads sequences: give a list of rows, one per step");
        }
        return predictions(List.of(row), null).get(0);
    }

    /**
     * What the model says about one raw sequence of at least one step.
     *
     * @param steps as in {@link #predict(Map)}, first to last
     * @throws InputException if there is no step, a column is absent or a value is not of the column's type
     * @throws IllegalStateException if the model reads single rows, or answers at every step
     */
    public Prediction predict(List<? extends Map<String, ?>> steps) {
        if (network.everyStep()) {
            throw new IllegalStateException("this model answers at every step: use predictSteps");
        }
        return sequence(steps).get(0);
    }

    /**
     * What the model says at each step of one raw sequence.
     *
     * @throws InputException as {@link #predict(List)}
     * @throws IllegalStateException if the model reads single rows, or answers once per sequence
     */
    public List<Prediction> predictSteps(List<? extends Map<String, ?>> steps) {
        if (!network.everyStep()) {
            throw new IllegalStateException("this model answers once per example: use predict");
        }
        return sequence(steps);
    }

    private List<Prediction> sequence(List<? extends Map<String, ?>> steps) {
        if (!preprocessing.sequences()) {
            throw new IllegalStateException("this model reads single rows, not sequences");
        }
        if (steps.isEmpty()) {
            throw new InputException("a sequence must have at least one step, but is empty");
        }
        return predictions(steps, new int[] {0, steps.size()});
    }

    private List<Prediction> predictions(List<? extends Map<String, ?>> rows, int[] starts) {
        Dataset one = new Dataset(preprocessing.table(rows), starts, new long[1], target, null, network.everyStep());
        Probabilities probabilities = score(preprocessing.consume(one));
        List<Prediction> predictions = new ArrayList<>(probabilities.rows());
        for (int i = 0; i < probabilities.rows(); i++) {
            predictions.add(Prediction.of(probabilities, i, decision, target));
        }
        return Collections.unmodifiableList(predictions);
    }

    /** The same with the figures of an evaluation in its provenance. @param metrics part to metric name to value */
    public Model withMetrics(Map<String, ? extends Map<String, Double>> metrics) {
        return new Model(network, preprocessing, decision, target, provenance.withMetrics(metrics));
    }

    /**
     * Writes the model file: Deeplearning4j's own format and, beside it, everything else as JSON. Equal models give
     * equal bytes.
     *
     * @param file the file, replaced as a whole, or a folder in which it will be {@code model.zip}
     * @throws InputException if it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(file, this);
    }

    /**
     * Reads a model file. Nothing in it is trusted: no class named there is loaded, no size believed.
     *
     * @param file the file, or the run folder that holds it as {@code model.zip}
     * @throws InputException if there is none, it is damaged, or a newer Lintel wrote it
     */
    public static Model load(Path file) {
        return ModelFile.read(file);
    }
}
