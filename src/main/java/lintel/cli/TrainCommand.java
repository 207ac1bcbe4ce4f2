package lintel.cli;

import java.nio.file.Path;
import java.util.List;
import lintel.Experiment;
import lintel.Run;
import lintel.RunFolder;
import lintel.Watcher;
import lintel.config.InputException;
import lintel.report.EvaluationText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel train}: the main job, from a config to a run folder. */
@Command(name = "train", description = "Train the model a config describes; evaluate it; leave a run folder.")
final class TrainCommand extends LintelCommand {
    @ArgGroup(multiplicity = "1")
    private What what;

    /** Exactly one of these is given. */
    static final class What {
        @Parameters(index = "0", paramLabel = "CONFIG", description = "The run file, YAML.")
        Path config;

        @Option(
                names = "--replay",
                paramLabel = "RUN",
                description = "Run again what RUN ran; refused, with the differences, if its data changed.")
        Path replay;

        @Option(
                names = "--resume",
                paramLabel = "RUN",
                description = "End a run that was killed or stopped, as if it had never been interrupted.")
        Path resume;
    }

    @Option(
            names = "-o",
            paramLabel = "KEY=VALUE",
            description = "Override a value of the config, such as training.epochs=5; may be repeated.")
    private List<String> overrides = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run folder is made (default: $LINTEL_HOME/runs, else ./runs).")
    private Path out;

    @Override
    int run() {
        if (what.config == null && !overrides.isEmpty()) {
            throw new InputException("-o changes a CONFIG; a replayed or resumed run stays as it was");
        }
        Run run;
        try (Interruption interruption = Interruption.install();
                TrainingDisplay display =
                        new TrainingDisplay(err(), Terminal.present() && !json, interruption::requested)) {
            run = run(display);
        }
        print(run);
        return run.history().stopped() ? ExitCode.STOPPED : ExitCode.DONE;
    }

    private Run run(Watcher watcher) {
        if (what.resume != null) {
            return Experiment.resume(RunFolder.open(what.resume), watcher);
        }
        Path parent = RunFolder.parent(out);
        return what.replay != null
                ? Experiment.replay(RunFolder.open(what.replay), parent, watcher)
                : Experiment.load(what.config, overrides).run(parent, watcher);
    }

    private void print(Run run) {
        if (run.history().stopped()) {
            err().printf(
                            "stopped after epoch %d with everything saved; go on with: lintel train --resume %s%n",
                            run.history().epochs().size(), run.folder().path());
        }
        if (json) {
            out().println(run.toJson());
            return;
        }
        out().print(EvaluationText.of(run.evaluation()));
        run.history().chosenL2().ifPresent(l2 -> out().printf(
                        java.util.Locale.ROOT,
                        "%nl2     %.4g, the best of %d on the validation split  (path.csv)%n",
                        l2,
                        run.history().path().size()));
        out().printf(
                        java.util.Locale.ROOT,
                        "%nmodel  %s  (%.1f s)%n",
                        run.folder().model(),
                        run.seconds());
        out().flush();
    }
}
