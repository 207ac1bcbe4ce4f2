package lintel.config;

/** How the model is judged: the {@code evaluation:} block. */
public record EvaluationConfig(
        @Rule(doc = "A probability at or above it is positive", range = "[0, 1]", fallback = "0.5") double threshold) {}
