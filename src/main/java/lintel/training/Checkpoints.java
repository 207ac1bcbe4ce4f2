package lintel.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a training leaves its state, so that after a kill at any moment it can go on to the same bits.
 *
 * <p>The file is replaced as a whole: between batches when {@code betweenBatches} has passed since the last time, at
 * the end of an epoch when {@code betweenEpochs} has, and whenever training is asked to stop.
 *
 * @param file   absent: nothing is saved
 * @param resume whether to go on from the file; without a file there (killed before the first was written) training
 *     starts at its beginning, which ends with the same bits too
 */
public record Checkpoints(Optional<Path> file, boolean resume, Duration betweenBatches, Duration betweenEpochs) {
    /** Saves nothing. */
    public static Checkpoints none() {
        return of(Optional.empty(), false);
    }

    /** Starts a training that saves its state to {@code file}, whatever stands there now. */
    public static Checkpoints at(Path file) {
        return of(Optional.of(file), false);
    }

    /** Goes on with the training whose state is in {@code file}, and saves it there again. */
    public static Checkpoints resume(Path file) {
        return of(Optional.of(file), true);
    }

    // An epoch may take a millisecond or an hour; flushing to the disk takes some ten milliseconds.
    private static Checkpoints of(Optional<Path> file, boolean resume) {
        return new Checkpoints(file, resume, Duration.ofSeconds(10), Duration.ofSeconds(1));
    }
}
