package lintel.config;

/** One run file: what to learn from, how to prepare it, which network, how to train and how to judge it. */
public record ExperimentConfig(
        String name,
        long seed,
        DataConfig data,
        PreprocessingConfig preprocessing,
        ModelConfig model,
        TrainingConfig training,
        EvaluationConfig evaluation) {}
