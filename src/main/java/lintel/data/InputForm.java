package lintel.data;

import java.util.Optional;
import lintel.config.DataConfig;
import lintel.config.FeaturesConfig.SequenceSummary;
import lintel.config.InputException;
import lintel.config.ModelConfig;

/** In which form a model wants its examples. */
public sealed interface InputForm {
    /** One row of numbers per example: logistic regression on a table. */
    record Rows() implements InputForm {}

    /** Each row of a table read as {@code steps} equal time steps: an LSTM on a table or image. */
    record RowsAsSteps(int steps) implements InputForm {}

    /** Sequences as they are: an LSTM on sequences. */
    record Sequences() implements InputForm {}

    /** Each sequence becomes one row: logistic regression on sequences. */
    record SequencesAsRows(SequenceSummary summary) implements InputForm {}

    /**
     * What the model makes of the data.
     *
     * @throws InputException if they do not fit together: an LSTM on a table needs {@code data.features.steps}
     */
    static InputForm of(ModelConfig model, DataConfig data) {
        boolean sequences = data.sequences().isPresent();
        Optional<Integer> steps = data.features().steps();
        if (model instanceof ModelConfig.Lstm) {
            if (sequences) {
                return new Sequences();
            }
            return new RowsAsSteps(steps.orElseThrow(() -> new InputException(
                    "'model: lstm' on a table or image needs 'data.features.steps': into how many time steps a row"
                            + " is cut")));
        }
        if (model instanceof ModelConfig.Logistic) {
            return sequences ? new SequencesAsRows(data.features().summary()) : new Rows();
        }
        throw new AssertionError(model);
    }
}
