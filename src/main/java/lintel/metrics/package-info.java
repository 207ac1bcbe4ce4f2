/**
 * How good predictions are: pure functions on arrays, using nothing but the JDK.
 *
 * <p>{@link lintel.metrics.Predictions} holds probabilities and true labels, {@link lintel.metrics.Scores} judges them
 * by every {@link lintel.metrics.Metric}; a {@link lintel.metrics.Score} is a number, or the reason why there is none.
 */
package lintel.metrics;
