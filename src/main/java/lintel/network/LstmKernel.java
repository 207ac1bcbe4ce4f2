package lintel.network;

import lintel.data.Examples;

/**
 * How the numbers of an LSTM network are computed: by Lintel's engine on the CPU, or by Deeplearning4j on whatever ND4J
 * computes on.
 */
sealed interface LstmKernel permits EngineKernel, Dl4jKernel {
    /** Replaces all parameters; the array is read, not kept. */
    void setParameters(float[] parameters);

    /**
     * As {@link Network#prepare}, also on another thread.
     *
     * @param steps labelled as the network answers
     */
    Network.Batch prepare(Examples.Steps steps, int[] batch);

    /** Writes the probabilities of the sequences at positions {@code window} where they belong in {@code values}. */
    void score(Examples.Steps steps, int[] window, float[] values);
}
