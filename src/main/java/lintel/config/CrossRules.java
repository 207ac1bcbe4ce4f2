package lintel.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.FeaturesConfig.SequenceSummary;
import lintel.config.ModelConfig.Logistic;
import lintel.config.ModelConfig.Lstm;
import lintel.config.SourceConfig.ImageSource;
import lintel.config.SourceConfig.PathSource;
import lintel.config.SplitConfig.Part;
import lintel.config.TargetConfig.ClassesConfig;

/** The rules between keys: each block's are checked as soon as its own keys are bound, whatever is wrong elsewhere. */
final class CrossRules {
    private final BoundBlock keys;

    private CrossRules(BoundBlock keys) {
        this.keys = keys;
    }

    /** Notes what is wrong between the keys of {@code block}, a record of this package. */
    static void check(Object block, BoundBlock keys) {
        CrossRules rules = new CrossRules(keys);
        if (block instanceof SplitConfig split) {
            rules.split(split);
        } else if (block instanceof TargetConfig target) {
            rules.target(target);
        } else if (block instanceof SequencesConfig sequences) {
            rules.sequences(sequences);
        } else if (block instanceof FeaturesConfig features) {
            rules.features(features);
        } else if (block instanceof DataConfig data) {
            rules.data(data);
        } else if (block instanceof Logistic logistic) {
            rules.logistic(logistic);
        } else if (block instanceof Lstm lstm) {
            rules.lstm(lstm);
        } else if (block instanceof TrainingConfig training) {
            TrainingRules.check(training, keys);
        } else if (block instanceof ExperimentConfig experiment) {
            rules.experiment(experiment);
        }
    }

    private void split(SplitConfig split) {
        List<String> kinds = new ArrayList<>();
        split.order().ifPresent(column -> kinds.add("order"));
        split.group().ifPresent(column -> kinds.add("group"));
        split.column().ifPresent(column -> kinds.add("column"));
        for (String second : kinds.subList(Math.min(1, kinds.size()), kinds.size())) {
            keys.refuse(second, "must be left out beside '%s'".formatted(kinds.get(0)));
        }
        if (!kinds.isEmpty()) {
            keys.require(
                    !keys.written("stratify").equalsIgnoreCase("true"),
                    "stratify",
                    "must be false beside '%s'",
                    kinds.get(0));
        }
        if (split.column().isPresent()) {
            // The record switches fractions off beside `column`: only what was written tells a contradiction.
            keys.require(
                    !switchedOff("validation", split.validation()), "validation", "must be left out beside 'column'");
            keys.require(!switchedOff("test", split.test()), "test", "must be left out beside 'column'");
        }
        double sum = share(split.validation()) + share(split.test());
        keys.require(sum < 1, "test", "must leave rows to train on: validation + test < 1, but they are %s", sum);
    }

    private boolean switchedOff(String key, Part part) {
        return keys.given(key) && (part instanceof Part.Given || !isZero(keys.written(key)));
    }

    private static boolean isZero(String number) {
        return Double.parseDouble(number) == 0; // a fraction was bound from it, so it is a number
    }

    private static double share(Part part) {
        return part instanceof Part.Fraction fraction ? fraction.value() : 0;
    }

    private void target(TargetConfig target) {
        if (!target.columns().isEmpty()) {
            keys.require(target.column().isEmpty(), "column", "must be left out beside 'columns'");
            keys.require(target.positive().isEmpty(), "positive", "must be left out beside 'columns'");
            keys.require(target.classes().isEmpty(), "classes", "must be left out beside 'columns'");
        }
        if (target.classes().isPresent()) {
            keys.require(target.positive().isEmpty(), "positive", "must be left out beside 'classes'");
            if (target.classes().get() instanceof ClassesConfig.Named named) {
                classes(named.values());
            }
        }
    }

    private void classes(Map<String, List<String>> classes) {
        boolean binary = classes.containsKey("negative") || classes.containsKey("positive");
        boolean pair = classes.size() == 2 && classes.containsKey("negative") && classes.containsKey("positive");
        keys.require(
                !binary || pair, "classes", "must have both 'negative' and 'positive' and no other name, or neither");
        Map<String, String> owners = new HashMap<>();
        classes.forEach((name, values) -> {
            for (String value : values) {
                String first = owners.putIfAbsent(value, name);
                keys.require(first == null, "classes." + name, "must not hold '%s', which '%s' has", value, first);
            }
        });
    }

    private void sequences(SequencesConfig sequences) {
        boolean files = sequences.files().isPresent();
        boolean targets = sequences.targets().isPresent();
        boolean id = sequences.id().isPresent();
        keys.require(files || !targets, "targets", "must be left out without 'files'");
        keys.require(files || id, "id", "must name the column that tells the sequences apart, or 'files' be given");
        keys.require(!files || !targets || id, "id", "must name the column of 'targets' that names the sequence");
        keys.require(!files || targets || !id, "id", "must be left out without 'targets': file names tell them apart");
    }

    private void features(FeaturesConfig features) {
        for (int i = 0; i < features.exclude().size(); i++) {
            String column = features.exclude().get(i);
            keys.require(!features.include().contains(column), "exclude[" + i + "]", "is also included: '%s'", column);
        }
    }

    private void data(DataConfig data) {
        boolean images = data.source() instanceof ImageSource;
        Optional<String> target = data.target().column();
        boolean labels =
                data.target().columns().isEmpty() && target.orElse("label").equals("label");
        boolean sparse = svmLight(data);
        keys.require(
                images
                        || sparse
                        || target.isPresent()
                        || !data.target().columns().isEmpty(),
                "target",
                "must have a 'column'");
        keys.require(!images || labels, "target", "must be left out or 'label' for images");
        keys.require(!sparse || labels, "target", "must be left out or 'label' for an SVMLight file");
        sparse(sparse, data);
        boolean pattern = data.source() instanceof PathSource path && path.pattern();
        keys.require(!sparse || !pattern, "source", "must be one file in SVMLight's format, not a pattern of several");
        boolean files = data.sequences().flatMap(SequencesConfig::files).isPresent();
        keys.require(!files || !pattern, "source", "must be one folder or .zip beside 'sequences.files'");
        keys.require(
                !images || data.sequences().isEmpty(), "sequences", "must be left out for images; see features.steps");
        data.weight().ifPresent(weight -> {
            boolean predicted =
                    target.equals(data.weight()) || data.target().columns().contains(weight);
            keys.require(!predicted, "weight", "must be no other role's column: '%s' is data.target", weight);
        });
        boolean steps = data.features().steps().isPresent();
        keys.require(!steps || data.sequences().isEmpty(), "features.steps", "must be left out beside 'sequences'");
        Map<String, String> reserved = reserved(data);
        for (int i = 0; i < data.features().include().size(); i++) {
            String column = data.features().include().get(i);
            String role = reserved.get(column);
            keys.require(
                    role == null,
                    "features.include[" + i + "]",
                    "must be no other role's column: '%s' is %s",
                    column,
                    role);
        }
    }

    private static boolean svmLight(DataConfig data) {
        return data.source() instanceof PathSource path && path.svmLight();
    }

    private void sparse(boolean sparse, DataConfig data) {
        String rule = "must be left out for an SVMLight file, whose features are numbered";
        keys.require(!sparse || data.types().isEmpty(), "types", rule);
        keys.require(!sparse || data.features().include().isEmpty(), "features.include", rule);
        keys.require(!sparse || data.features().exclude().isEmpty(), "features.exclude", rule);
        keys.require(!sparse || data.sequences().isEmpty(), "sequences", rule);
    }

    /** Columns that are never features, and the key that claims each. */
    private static Map<String, String> reserved(DataConfig data) {
        Map<String, String> roles = new HashMap<>();
        data.target().column().ifPresent(name -> roles.put(name, "data.target.column"));
        data.target().columns().forEach(name -> roles.put(name, "data.target.columns"));
        data.weight().ifPresent(name -> roles.put(name, "data.weight"));
        data.split().order().ifPresent(name -> roles.put(name, "data.split.order"));
        data.split().group().ifPresent(name -> roles.put(name, "data.split.group"));
        data.split().column().ifPresent(name -> roles.put(name, "data.split.column"));
        data.sequences().flatMap(SequencesConfig::id).ifPresent(name -> roles.put(name, "data.sequences.id"));
        data.sequences().flatMap(SequencesConfig::order).ifPresent(name -> roles.put(name, "data.sequences.order"));
        return Collections.unmodifiableMap(roles);
    }

    private void logistic(Logistic logistic) {
        boolean alone = logistic.elasticNet().isEmpty();
        keys.require(alone || logistic.l2().isEmpty(), "l2", "must be left out beside 'elasticNet'");
        keys.require(alone || logistic.l1() == 0, "l1", "must be left out beside 'elasticNet'");
        keys.require(logistic.l1() == 0 || !logistic.l2IsAuto(), "l2", "must be a number beside 'l1', but is auto");
    }

    private void lstm(Lstm lstm) {
        boolean truncated = lstm.truncate().isPresent();
        boolean everyStep = lstm.output() == ModelConfig.Output.EVERY_STEP;
        keys.require(!truncated || everyStep, "truncate", "needs 'output: every-step'");
        keys.require(!truncated || !lstm.bidirectional(), "truncate", "must be left out of a bidirectional network");
    }

    private void experiment(ExperimentConfig config) {
        Optional<SequencesConfig> sequences = config.data().sequences();
        boolean steps = config.data().features().steps().isPresent();
        if (config.model() instanceof Lstm lstm) {
            keys.require(!svmLight(config.data()), "model.lstm", "must be 'logistic' for an SVMLight file");
            keys.require(
                    sequences.isPresent() || steps,
                    "model.lstm",
                    "needs sequences, or rows read as steps: add 'data.features.steps'");
            boolean perStep = sequences.isPresent() && sequences.get().targets().isEmpty();
            boolean everyStep = lstm.output() == ModelConfig.Output.EVERY_STEP;
            keys.require(!everyStep || perStep, "model.lstm.output", "needs sequences with a target at every step");
        } else {
            keys.require(!steps, "data.features.steps", "must be left out without 'model: lstm'");
        }
        TrainingRules.check(config, keys);
        ExportRules.check(config, keys);
        boolean summarised = sequences.isPresent() && !(config.model() instanceof Lstm);
        boolean auto = config.data().features().summary() == SequenceSummary.AUTO;
        keys.require(summarised || auto, "data.features.summary", "needs 'data.sequences' and 'model: logistic'");
    }
}
