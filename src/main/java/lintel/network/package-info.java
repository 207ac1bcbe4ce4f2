/**
 * Networks, and the model they are part of.
 *
 * <p>A {@link lintel.network.Network} turns preprocessed numbers into probabilities, and examples into gradients; it is
 * Deeplearning4j underneath. A {@link lintel.network.Model} adds what stands before and behind it: preprocessing, the
 * {@link lintel.network.Decision}, what the outputs mean and the {@link lintel.network.Provenance}. It travels as one
 * file, {@code model.zip}, which plain Deeplearning4j opens too, and which Lintel reads without trusting it.
 */
package lintel.network;
