package lintel.config;

/** Writes. */
public final class ConfigWriter {
    private ConfigWriter() {}

    static LocatedConfig located(ExperimentConfig config) {
        throw new UnsupportedOperationException();
    }
}
