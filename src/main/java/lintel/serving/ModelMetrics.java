package lintel.serving;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/** What is counted and timed of one model. */
final class ModelMetrics {
    private final CounterDataPoint shed;
    private final GaugeDataPoint unfinished;
    private final DistributionDataPoint rows;
    private final DistributionDataPoint seconds;

    ModelMetrics(Metrics metrics, String model) {
        shed = metrics.shed.labelValues(model);
        unfinished = metrics.unfinished.labelValues(model);
        rows = metrics.rows.labelValues(model);
        seconds = metrics.inference.labelValues(model);
    }

    void shed() {
        shed.inc();
    }

    void submitted() {
        unfinished.inc();
    }

    void finished() {
        unfinished.dec();
    }

    /** One run. */
    void ran(int examples, long nanoseconds) {
        rows.observe(examples);
        seconds.observe(Metrics.seconds(nanoseconds));
    }
}
