package lintel.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import lintel.config.InputException;
import lintel.config.JsonFields;

/**
 * One step of preprocessing: what it learnt from the training split, and what it does to examples. Each is a record
 * with {@code fit}; a new one adds a line to {@link Preprocessing#fit} and to {@link #fromJson}.
 */
public sealed interface Step permits ImputeNumbers, ImputeCategories, OneHot, Flatten, Summarize, Scale, CutRows {
    /**
     * The columns after this step.
     *
     * @throws InputException if the step was not made for these columns: a damaged model file
     */
    Schema output(Schema input);

    /** The examples after this step; those given are not changed. */
    Block apply(Block block);

    /** {@code {"step": name, …}}: all that {@link #fromJson} needs. */
    ObjectNode toJson();

    /** @throws InputException if that is no step: a damaged model file */
    static Step fromJson(JsonFields json) {
        String name = json.text("step");
        return switch (name) {
            case ImputeNumbers.NAME -> ImputeNumbers.fromJson(json);
            case ImputeCategories.NAME -> ImputeCategories.fromJson(json);
            case OneHot.NAME -> OneHot.fromJson(json);
            case Flatten.NAME -> Flatten.fromJson(json);
            case Summarize.NAME -> new Summarize();
            case Scale.NAME -> Scale.fromJson(json);
            case CutRows.NAME -> CutRows.fromJson(json);
            default -> throw json.mistake("step", "a known preprocessing step");
        };
    }
}
