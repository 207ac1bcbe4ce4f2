package lintel.training;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows when a training's state is due to be saved, and whose state it may go on from. */
final class CheckpointKeeper {
    private final Checkpoints checkpoints;
    private final Supplier<String> fingerprint;
    private String training;
    private long saved = System.nanoTime();

    /** @param fingerprint gives the {@link Fingerprint} of this training; asked only if a checkpoint has to have it */
    CheckpointKeeper(Checkpoints checkpoints, Supplier<String> fingerprint) {
        this.checkpoints = checkpoints;
        this.fingerprint = fingerprint;
    }

    /** Where to go on; empty to start at the beginning. */
    Optional<Checkpoint> resume() {
        return checkpoints
                .file()
                .filter(file -> checkpoints.resume() && Files.exists(file))
                .map(file -> CheckpointFile.read(file, training()));
    }

    void afterBatch(Supplier<Checkpoint> state) {
        saveAfter(checkpoints.betweenBatches(), state);
    }

    void afterEpoch(Supplier<Checkpoint> state) {
        saveAfter(checkpoints.betweenEpochs(), state);
    }

    void atStop(Supplier<Checkpoint> state) {
        saveAfter(Duration.ZERO, state);
    }

    private String training() {
        if (training == null) {
            training = fingerprint.get();
        }
        return training;
    }

    private void saveAfter(Duration pause, Supplier<Checkpoint> state) {
        if (checkpoints.file().isPresent() && System.nanoTime() - saved >= pause.toNanos()) {
            CheckpointFile.write(checkpoints.file().get(), training(), state.get());
            saved = System.nanoTime();
        }
    }
}
