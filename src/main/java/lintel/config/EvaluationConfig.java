package lintel.config;

/** How the model is judged: the {@code evaluation:} block. @param threshold a probability at or above it is positive */
public record EvaluationConfig(double threshold) {}
