package lintel.config;

/** What computes: the {@code backend} key. */
public enum BackendConfig {
    AUTO,
    CPU,
    CUDA
}
