package lintel.config;

import java.util.List;

/** One run file: what to learn from, how to prepare it, which network, how to train and how to judge it. */
public record ExperimentConfig(
        @Rule(
                        doc = "Names the run's folder: letters, digits, `-`, `_` and `.`",
                        fallback = ExperimentConfig.FILE_NAME,
                        text = TextKind.FILE_NAME)
                String name,
        @Rule(
                        doc = "Every random draw follows from it",
                        fallback = "42",
                        range = "[-9007199254740991, 9007199254740991]")
                long seed,
        @Rule(doc = "Where the examples come from and what they mean") DataConfig data,
        @Rule(doc = "How raw values become numbers; learnt on the training split only", fallback = "{}")
                PreprocessingConfig preprocessing,
        @Rule(doc = "The network") ModelConfig model,
        @Rule(doc = "How the network is fitted", fallback = "{}") TrainingConfig training,
        @Rule(doc = "How the model is judged", fallback = "{}") EvaluationConfig evaluation,
        @Rule(doc = "What a run writes for other systems, each below `exports/` in its folder", fallback = "[]")
                List<ExportFormat> export,
        @Rule(doc = "What people should know of the model; goes with every export", fallback = "{}") CardConfig card,
        @Rule(doc = Docs.BACKEND, fallback = "auto") BackendConfig backend) {
    public ExperimentConfig {
        export = List.copyOf(export);
    }

    /** What the reference page says of the default name; the reader puts the real one in its place. */
    static final String FILE_NAME = "the file's name without .yaml";

    /**
     * This config with one value replaced and everything checked again.
     *
     * @param key   dotted name, as in {@code training.epochs}
     * @param value text, number, boolean, list or map of these; null goes back to the default
     * @throws InputException if the key is unknown or the config would break a rule
     */
    public ExperimentConfig with(String key, Object value) {
        return ConfigWriter.located(this).with(key, value).config();
    }
}
