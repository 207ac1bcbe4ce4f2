package lintel.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lintel.config.ModelConfig.Logistic;
import lintel.config.ModelConfig.Lstm;
import lintel.config.SplitConfig.Part;
import lintel.config.TargetConfig.ClassesConfig;
import lintel.config.TrainingConfig.ClassWeights;
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;

/** The rules between the keys that say how a network is fitted, and to what. */
final class TrainingRules {
    private static final String STEPPING = "'sgd', 'adam' and 'gradient-descent' read it";
    private static final String BATCHES = "'sgd' and 'adam' read it";

    private final ExperimentConfig config;
    private final TrainingConfig training;
    private final BoundBlock keys;

    private TrainingRules(ExperimentConfig config, BoundBlock keys) {
        this.config = config;
        this.training = config.training();
        this.keys = keys;
    }

    /** @param keys of the {@code training} block */
    static void check(TrainingConfig training, BoundBlock keys) {
        int patience = training.earlyStopping().map(EarlyStopping::patience).orElse(0);
        keys.require(
                patience < training.epochs(),
                "earlyStopping.patience",
                "must be below training.epochs (%d), but is %d",
                training.epochs(),
                patience);
    }

    /** @param keys of the whole config */
    static void check(ExperimentConfig config, BoundBlock keys) {
        TrainingRules rules = new TrainingRules(config, keys);
        rules.solver();
        rules.validation();
        rules.weights();
    }

    private void solver() {
        boolean exact = training.exact(config.model());
        if (config.model() instanceof Lstm) {
            keys.require(
                    !exact && training.solver() != Solver.GRADIENT_DESCENT,
                    "training.solver",
                    "must be auto, sgd or adam with 'model: lstm', but is %s",
                    name());
        } else if (config.model() instanceof Logistic logistic && logistic.lambda1() > 0 && !training.reachesZeros()) {
            String key = logistic.elasticNet().isPresent() ? "elasticNet" : "l1";
            String rule = "must be auto or newton with 'model.logistic.%s', but is %s";
            keys.refuse("training.solver", rule.formatted(key, name()));
        } else if (exact) {
            String why = "ends at the optimum";
            refuse(training.optimizer().isPresent(), "optimizer", why, STEPPING);
            refuse(training.epochs() != TrainingConfig.EPOCHS, "epochs", why, STEPPING);
            refuse(training.earlyStopping().isPresent(), "earlyStopping", why, STEPPING);
            batches(why);
        } else if (training.solver() == Solver.GRADIENT_DESCENT) {
            batches("takes all examples at one rate");
        }
        training.optimizer().ifPresent(this::updates);
    }

    private void batches(String why) {
        refuse(training.batchSize() != TrainingConfig.BATCH_SIZE, "batchSize", why, BATCHES);
        refuse(training.clipNorm().isPresent(), "clipNorm", why, BATCHES);
        refuse(!(training.schedule() instanceof ScheduleConfig.Constant), "schedule", why, BATCHES);
    }

    /** A value that says no more than the default does is let pass: resolved configs hold them all. */
    private void refuse(boolean given, String key, String why, String readers) {
        keys.require(
                !given, "training." + key, "must be left out with 'solver: %s', which %s; %s", name(), why, readers);
    }

    private String name() {
        return training.solver().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void updates(OptimizerConfig optimizer) {
        Solver solver = training.solver();
        boolean plain = optimizer instanceof OptimizerConfig.Sgd;
        boolean momentum =
                optimizer instanceof OptimizerConfig.Momentum || optimizer instanceof OptimizerConfig.Nesterov;
        boolean adam = optimizer instanceof OptimizerConfig.Adam || optimizer instanceof OptimizerConfig.AdamW;
        String key = "training.optimizer";
        keys.require(solver != Solver.ADAM || adam, key, "must be adam or adamW with 'solver: adam'");
        keys.require(
                solver != Solver.SGD || plain || momentum, key, "must be sgd, momentum or nesterov with 'solver: sgd'");
        keys.require(solver != Solver.GRADIENT_DESCENT || plain, key, "must be sgd with 'solver: gradient-descent'");
    }

    private void validation() {
        SplitConfig split = config.data().split();
        boolean none = split.column().isEmpty()
                && split.validation() instanceof Part.Fraction fraction
                && fraction.value() == 0;
        boolean stops = training.earlyStopping().isPresent();
        keys.require(!stops || !none, "training.earlyStopping", "needs rows to watch: data.split.validation is 0");
        if (config.model() instanceof Logistic logistic && logistic.l2IsAuto()) {
            String key = "model.logistic.l2";
            keys.require(!none, key, "is chosen by validation rows with 'auto', but data.split.validation is 0");
            keys.require(
                    training.exact(config.model()),
                    key,
                    "may be auto with 'training.solver' auto, newton or lbfgs and without 'training.optimizer',"
                            + " 'schedule', 'clipNorm', 'earlyStopping', and 'epochs' and 'batchSize' other than"
                            + " the default");
        }
    }

    private void weights() {
        Optional<ClassWeights> weights = training.classWeights();
        List<String> known = config.data().target().columns();
        if (config.data().target().classes().orElse(null) instanceof ClassesConfig.Named named) {
            known = List.copyOf(named.values().keySet());
        }
        if (weights.orElse(null) instanceof ClassWeights.Named named && !known.isEmpty()) {
            for (String name : named.values().keySet()) {
                keys.require(
                        known.contains(name),
                        "training.classWeights." + name,
                        "names no class: there are %s%s",
                        String.join(", ", known),
                        Nearest.hint(name, known));
            }
        }
    }
}
