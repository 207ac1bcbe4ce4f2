/**
 * The whole flow. {@link lintel.Experiment} is the one door: a config, and all that follows from it. A
 * {@link lintel.Run} is what it gives, a {@link lintel.RunFolder} what it leaves, and {@link lintel.Lock} says what it
 * stood on. {@link lintel.Judge} and {@link lintel.Predictor} use models that exist and fit nothing.
 */
package lintel;
