package lintel.serving;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is counted and timed, for Prometheus. */
final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NANOSECONDS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Counter requests = Counter.builder()
            .name("lintel_requests_total")
            .help("Requests answered, by route and HTTP status.")
            .labelNames("route", "status")
            .withoutExemplars()
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("lintel_request_seconds")
            .help("From a request's header to its answer, which may still have to be sent.")
            .labelNames("route")
            .classicOnly()
            .classicUpperBounds(1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
            .withoutExemplars()
            .register(registry);
    final Counter shed = Counter.builder()
            .name("lintel_shed_total")
            .help("Requests refused because too many were waiting.")
            .labelNames("model")
            .withoutExemplars()
            .register(registry);
    final Gauge unfinished = Gauge.builder()
            .name("lintel_requests_unfinished")
            .help("Requests that wait or are being run.")
            .labelNames("model")
            .register(registry);
    final Histogram rows = Histogram.builder()
            .name("lintel_batch_rows")
            .help("Rows or sequences of one run of a model.")
            .labelNames("model")
            .classicOnly()
            .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096)
            .withoutExemplars()
            .register(registry);
    final Histogram inference = Histogram.builder()
            .name("lintel_inference_seconds")
            .help("One run of a model.")
            .labelNames("model")
            .classicOnly()
            .classicUpperBounds(1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 5e-3, 0.025, 0.1, 0.5, 2.5)
            .withoutExemplars()
            .register(registry);
    private final Counter reloads = Counter.builder()
            .name("lintel_reloads_total")
            .help("Model files that were replaced, by what came of it.")
            .labelNames("model", "result")
            .withoutExemplars()
            .register(registry);
    private final Gauge version = Gauge.builder()
            .name("lintel_model_info")
            .help("1 for the version of each model that answers.")
            .labelNames("model", "version")
            .register(registry);

    Metrics() {
        JvmMetrics.builder().register(registry);
    }

    /** @param nanoseconds since its header came */
    void answered(String route, int status, long nanoseconds) {
        requests.labelValues(route, Integer.toString(status)).inc();
        seconds.labelValues(route).observe(nanoseconds / NANOSECONDS);
    }

    ModelMetrics of(String model) {
        return new ModelMetrics(this, model);
    }

    /** @param previous the version it takes the place of, or null */
    void serving(String model, String now, String previous) {
        if (previous != null) {
            version.remove(model, previous);
        }
        version.labelValues(model, now).set(1);
    }

    void reloaded(String model, boolean worked) {
        reloads.labelValues(model, worked ? "replaced" : "refused").inc();
    }

    static double seconds(long nanoseconds) {
        return nanoseconds / NANOSECONDS;
    }

    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
