package lintel;

import lintel.config.ExperimentConfig;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.engine.ComputeBackend;
import lintel.network.Network;
import lintel.training.Progress;

/** Watches a run and may end it. */
public interface Watcher extends Progress {
    /** Something in the data that is probably not meant, but no mistake. @param line one line, naming the place */
    default void warning(String line) {}

    /** What the network will compute on. */
    default void backend(ComputeBackend backend) {}

    /** Data and network are ready, training begins. */
    default void started(RunFolder folder, ExperimentConfig config, Split<Examples> examples, Network network) {}

    /** Watches nothing, stops nothing. */
    static Watcher none() {
        return new Watcher() {};
    }
}
