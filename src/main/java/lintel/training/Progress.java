package lintel.training;

/** Watches a training and may end it; called on the training thread, so answers must be quick. */
public interface Progress {
    /**
     * A batch has been learnt from.
     *
     * @param epoch             from 1
     * @param epochs            how many the config asks for
     * @param batch             from 1, within the epoch
     * @param batches           how many this epoch has
     * @param trainLoss         mean over the epoch's batches so far
     * @param examplesPerSecond mean over the epoch so far
     */
    record Batch(int epoch, int epochs, int batch, int batches, double trainLoss, double examplesPerSecond) {}

    /** After each batch. */
    default void batchDone(Batch batch) {}

    /** After each epoch, its validation included. @param history every epoch so far; the last one is the news */
    default void epochDone(History history) {}

    /** Asked before each batch; once true, training saves a checkpoint and ends. */
    default boolean stopRequested() {
        return false;
    }

    /** Watches nothing, stops nothing. */
    static Progress none() {
        return new Progress() {};
    }
}
