package lintel.training;

import java.util.List;

/**
 * Everything a training has changed since it began, at a moment between two batches. Arrays are not copied.
 *
 * @param batch      batches done in the epoch that follows the last of {@code epochs}
 * @param sums       of that epoch so far
 * @param parameters of the network
 * @param updates    made by the optimizer
 * @param slots      the optimizer's averages, each as long as {@code parameters}
 * @param best       for early stopping
 * @param epochs     that ended
 */
record Checkpoint(
        int batch,
        EpochSums sums,
        float[] parameters,
        long updates,
        List<float[]> slots,
        Best best,
        List<History.Epoch> epochs) {}
