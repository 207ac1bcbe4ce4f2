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
 * <p>Products of matrices are OpenBLAS's, on memory outside the heap; the arithmetic between them is Java, in loops
 * that the compiler turns into vector instructions, so that no native library has to be built. A sequence by itself is
 * answered in Java alone.
 *
 * <p>oneDNN's LSTM (3.11, {@code org.bytedeco:dnnl}) was tried beside it, with AVX2: without output layer, loss, update
 * and packing it took 0.9 to 1.0 of the kernel's whole training step at three sizes, and 0.9 to 1.0 of its answers. It
 * would be another 27 MB, knows no packed steps, and has no bfloat16 LSTM where the processor has no instructions for
 * that. So the kernel is alone; {@code benchmarks/lstm} goes on comparing.
 *
 * <p>Large batches are shared by sequences among threads, see {@link lintel.engine.Lstm}. Packing a batch takes a
 * hundredth of a small one's training step and a thousandth of a large one's, so that no thread prepares the next.
 */
package lintel.engine;
