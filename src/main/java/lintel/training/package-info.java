/**
 * Fitting a network to examples: update rules, epochs, early stopping, checkpoints and the history of a run.
 *
 * <p>{@link lintel.training.Trainer} is the door. Nothing here draws a random number of its own: shuffling and dropout
 * follow from the seed, the epoch and the batch, so a resumed run ends with the bits of an uninterrupted one. A thread
 * that the computation of a batch leaves idle makes the next one ready ({@link lintel.training.BatchesAhead}).
 */
package lintel.training;
