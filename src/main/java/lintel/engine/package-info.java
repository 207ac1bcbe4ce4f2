/**
 * Makes training and prediction fast and predictable, and tells what they run on.
 *
 * <p>{@link lintel.engine.Lstm} is the kernel for LSTM. It stands in for Deeplearning4j's network as a whole, not
 * behind the {@code LSTMHelper} hook of each of its layers, because the hook sees too little to be right or fast: the
 * mask only in some forms of network, a bidirectional layer only in halves; it is asked for the forward pass twice,
 * its arrays are copied between layers, and its private field would have to be set by reflection after every init,
 * load and clone. The kernel sees whole sequences, so that it computes over packed steps
 * ({@link lintel.engine.PackedSteps}): padding does not exist in any form of network. It computes every form a config
 * can ask for, so there is nothing to fall back from; a {@code MultiLayerNetwork} made or loaded elsewhere is not
 * touched. Deeplearning4j stays what models are described by and saved as, and what tests compare with.
 *
 * <p>On a GPU none of this is used: {@link lintel.engine.ComputeBackend} chooses it, and Deeplearning4j computes.
 *
 * <p>Products of matrices are OpenBLAS's, on memory outside the heap; the arithmetic between them is Java, in loops
 * that the compiler turns into vector instructions, so that no native library has to be built.
 */
package lintel.engine;
