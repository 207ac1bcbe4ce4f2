package lintel.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import lintel.RunFolder;
import lintel.Watcher;
import lintel.config.ExperimentConfig;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.engine.ComputeBackend;
import lintel.metrics.Metric;
import lintel.network.Network;
import lintel.training.History;
import lintel.training.History.Epoch;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a training on stderr while it runs: a progress bar on a terminal, a line now and then elsewhere. */
final class TrainingDisplay implements Watcher, AutoCloseable {
    private static final int LINES = 10;
    private static final double SECONDS_BETWEEN_LINES = 5;

    private final PrintWriter err;
    private final boolean terminal;
    private final BooleanSupplier stop;
    private ProgressBar bar;
    private String validation = "";
    private boolean exact;
    private long lastLine = System.nanoTime();

    /** @param stop whether somebody wants the training to end */
    TrainingDisplay(PrintWriter err, boolean terminal, BooleanSupplier stop) {
        this.err = err;
        this.terminal = terminal;
        this.stop = stop;
    }

    @Override
    public void warning(String line) {
        err.println("warning: " + line);
    }

    @Override
    public void backend(ComputeBackend backend) {
        if (backend.notable()) {
            err.printf("backend %s: %s%n", backend.name(), backend.reason());
        }
    }

    @Override
    public void started(RunFolder folder, ExperimentConfig config, Split<Examples> examples, Network network) {
        exact = config.training().exact(config.model());
        err.printf(
                Locale.ROOT,
                "%s: %,d training, %,d validation, %,d test examples; %,d parameters%n",
                folder.path(),
                size(examples.train()),
                size(examples.validation()),
                size(examples.test()),
                network.parameterCount());
    }

    @Override
    public void batchDone(Batch batch) {
        if (terminal) {
            ProgressBar shown = bar(batch);
            shown.stepTo((batch.epoch() - 1L) * batch.batches() + batch.batch());
            shown.setExtraMessage(String.format(
                    Locale.ROOT,
                    " epoch %d/%d  loss %.4f%s  %,.0f/s",
                    batch.epoch(),
                    batch.epochs(),
                    batch.trainLoss(),
                    validation,
                    batch.examplesPerSecond()));
        }
    }

    @Override
    public void epochDone(History history) {
        Epoch epoch = history.epochs().get(history.epochs().size() - 1);
        validation = validation(history.metric(), epoch);
        if ((!terminal || exact) && due(epoch.epoch(), history)) {
            err.printf(
                    Locale.ROOT,
                    "%s %d: loss %.4f%s  %,.0f examples/s%n",
                    exact ? "iteration" : "epoch",
                    epoch.epoch(),
                    epoch.trainLoss(),
                    validation,
                    epoch.examplesPerSecond());
            lastLine = System.nanoTime();
        }
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    /** Ends the bar. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private boolean due(int epoch, History history) {
        boolean ended = history.ending() != History.Ending.RUNNING;
        // 1, 2, 5, 10, 20, 50 …: close together while much changes
        int decade = (int) Math.pow(LINES, Math.floor(Math.log10(epoch)));
        boolean round = epoch == decade || epoch == 2 * decade || epoch == 5 * decade;
        return ended || round || (System.nanoTime() - lastLine) / 1e9 > SECONDS_BETWEEN_LINES;
    }

    private static String validation(String metric, Epoch epoch) {
        if (epoch.validationLoss().isEmpty()) {
            return "";
        }
        String loss = String.format(
                Locale.ROOT, "  validation loss %.4f", epoch.validationLoss().getAsDouble());
        return epoch.validationMetric().isEmpty() || metric.equals(Metric.LOG_LOSS.key())
                ? loss
                : loss
                        + String.format(
                                Locale.ROOT,
                                " %s %.4f",
                                metric,
                                epoch.validationMetric().getAsDouble());
    }

    private ProgressBar bar(Batch batch) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("train")
                    .setInitialMax((long) batch.epochs() * batch.batches())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.width()))
                    .build();
        }
        return bar;
    }

    private static int size(Examples part) {
        return part == null ? 0 : part.size();
    }
}
