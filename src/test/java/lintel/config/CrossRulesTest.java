package lintel.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule between keys: a config that breaks it alone, as overrides of a sound one, and the line it earns. */
class CrossRulesTest {
    private static final String TABLE = "data: {source: a.csv, target: y}\nmodel: logistic\n";
    private static final String SEQUENCES =
            """
            data:
              source: a.zip
              target: y
              sequences: {files: '*.csv', targets: t.csv, id: i}
            model: {lstm: {layers: 8}}
            """;
    private static final String IMAGES =
            "data: {source: {images: i, labels: l}, target: {positive: 1}}\nmodel: logistic\n";

    /** The place of the last override is the one expected to be named. */
    private static void refuses(String yaml, String overrides, String message) {
        List<String> all = List.of(overrides.split(" & "));
        InputException error = assertThrows(InputException.class, () -> ConfigReader.read(yaml, "x.yaml", all));
        assertEquals(List.of("-o " + all.get(all.size() - 1) + ": " + message), error.mistakes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        data.split.order=t & data.split.group=g | 'data.split.group' must be left out beside 'order'
        data.split.group=g & data.split.column=c | 'data.split.column' must be left out beside 'group'
        data.split.order=t & data.split.stratify=true | 'data.split.stratify' must be false beside 'order'
        data.split.column=c & data.split.test=0.3 | 'data.split.test' must be left out beside 'column'
        data.split.column=c & data.split.validation=v.csv | 'data.split.validation' must be left out beside 'column'
        data.split.validation=0.5 & data.split.test=0.5 | 'data.split.test' must leave rows to train on: validation \
        + test < 1, but they are 1.0
        data.target={columns: [a, b]} & data.target.column=y | 'data.target.column' must be left out beside 'columns'
        data.target={columns: [a, b]} & data.target.positive=y | 'data.target.positive' must be left out beside \
        'columns'
        data.target={columns: [a, b]} & data.target.classes=all | 'data.target.classes' must be left out beside \
        'columns'
        data.target.classes=all & data.target.positive=1 | 'data.target.positive' must be left out beside 'classes'
        data.target.classes={negative: 1, other: 2} | 'data.target.classes' must have both 'negative' and 'positive' \
        and no other name, or neither
        data.target.classes={a: 1, b: [2, 1]} | 'data.target.classes.b' must not hold '1', which 'a' has
        data.target={positive: 1} | 'data.target' must have a 'column'
        data.features.include=[a, b] & data.features.exclude=b | 'data.features.exclude[0]' is also included: 'b'
        data.split.group=g & data.features.include=[a, g] | 'data.features.include[1]' must be no other role's \
        column: 'g' is data.split.group
        data.features.steps=8 | 'data.features.steps' must be left out without 'model: lstm'
        data.features.summary=flatten | 'data.features.summary' needs 'data.sequences' and 'model: logistic'
        training.epochs=5 & training.earlyStopping.patience=5 | 'training.earlyStopping.patience' must be below \
        training.epochs (5), but is 5
        data.split.validation=0 & training.earlyStopping={patience: 3} | 'training.earlyStopping' needs rows to \
        watch: data.split.validation is 0
        training.solver=newton & training.optimizer=sgd | 'training.optimizer' must be left out with 'solver: newton', \
        which ends at the optimum; 'sgd', 'adam' and 'gradient-descent' read it
        training.solver=lbfgs & training.earlyStopping={} | 'training.earlyStopping' must be left out with 'solver: \
        lbfgs', which ends at the optimum; 'sgd', 'adam' and 'gradient-descent' read it
        training.solver=lbfgs & training.clipNorm=1 | 'training.clipNorm' must be left out with 'solver: lbfgs', which \
        ends at the optimum; 'sgd' and 'adam' read it
        training.solver=newton & training.schedule={cosine: {}} | 'training.schedule' must be left out with 'solver: \
        newton', which ends at the optimum; 'sgd' and 'adam' read it
        training.solver=newton & training.epochs=5 | 'training.epochs' must be left out with 'solver: newton', which \
        ends at the optimum; 'sgd', 'adam' and 'gradient-descent' read it
        training.solver=newton & training.batchSize=64 | 'training.batchSize' must be left out with 'solver: newton', \
        which ends at the optimum; 'sgd' and 'adam' read it
        training.solver=gradient-descent & training.batchSize=64 | 'training.batchSize' must be left out with 'solver: \
        gradient-descent', which takes all examples at one rate; 'sgd' and 'adam' read it
        training.solver=gradient-descent & training.schedule={cosine: {}} | 'training.schedule' must be left out with \
        'solver: gradient-descent', which takes all examples at one rate; 'sgd' and 'adam' read it
        data.split.validation=0 & model.logistic.l2=auto | 'model.logistic.l2' is chosen by validation rows with \
        'auto', but data.split.validation is 0
        training.solver=adam & model.logistic.l2=auto | 'model.logistic.l2' may be auto with 'training.solver' auto, \
        newton or lbfgs and without 'training.optimizer', 'schedule', 'clipNorm', 'earlyStopping', and 'epochs' and \
        'batchSize' other than the default
        data.weight=y | 'data.weight' must be no other role's column: 'y' is data.target
        data.weight=w & data.features.include=[a, w] | 'data.features.include[1]' must be no other role's column: 'w' \
        is data.weight
        data.target.classes={a: 1, b: 2} & training.classWeights={bb: 2} | 'training.classWeights.bb' names no class: \
        there are a, b (did you mean 'b'?)
        training.classWeights={a: 0} | 'training.classWeights.a' must be a number > 0, but is 0
        training.classWeights={} | 'training.classWeights' must be a mapping of at least 1 names, each to a number > \
        0, but is a mapping of 0
        training.classWeights=balance | 'training.classWeights' must be 'balanced', or a mapping of at least 1 names, \
        each to a number > 0, but is 'balance' (did you mean 'balanced'?)
        model.logistic.l2=-1 | 'model.logistic.l2' must be a number >= 0, but is -1
        model.logistic.l2=aut | 'model.logistic.l2' must be a number >= 0, or 'auto', but is 'aut' (did you mean \
        'auto'?)
        training.optimizer=sgd & training.solver=adam & training.optimizer=sgd | 'training.optimizer' must be adam or \
        adamW with 'solver: adam'
        training.solver=sgd & training.optimizer=adam | 'training.optimizer' must be sgd, momentum or nesterov with \
        'solver: sgd'
        training.solver=gradient-descent & training.optimizer=momentum | 'training.optimizer' must be sgd with \
        'solver: gradient-descent'
        data.features.steps=2 & model={lstm: {layers: 8}} & training.solver=lbfgs | 'training.solver' must be auto, \
        sgd or adam with 'model: lstm', but is lbfgs
        model={lstm: {layers: 8}} | 'model.lstm' needs sequences, or rows read as steps: add 'data.features.steps'
        model={logistic: {elasticNet: {penalty: 1, l1Ratio: 0.5}}} & model.logistic.l2=1 | 'model.logistic.l2' must be \
        left out beside 'elasticNet'
        model={logistic: {elasticNet: {penalty: 1, l1Ratio: 0.5}}} & model.logistic.l1=1 | 'model.logistic.l1' must be \
        left out beside 'elasticNet'
        model.logistic.l1=1 & training.solver=lbfgs | 'training.solver' must be auto or newton with \
        'model.logistic.l1', but is lbfgs
        model={logistic: {elasticNet: {penalty: 1, l1Ratio: 0.5}}} & training.solver=gradient-descent | \
        'training.solver' must be auto or newton with 'model.logistic.elasticNet', but is gradient-descent
        model.logistic.l1=1 & training.optimizer=sgd | 'training.optimizer' must be left out with 'solver: auto', \
        which ends at the optimum; 'sgd', 'adam' and 'gradient-descent' read it
        model.logistic.l1=1 & model.logistic.l2=auto | 'model.logistic.l2' must be a number beside 'l1', but is auto
        """)
    void tables(String overrides, String message) {
        refuses(TABLE, overrides, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        data.sequences={targets: t.csv, id: i} | 'data.sequences.targets' must be left out without 'files'
        data.sequences={order: t} | 'data.sequences.id' must name the column that tells the sequences apart, or \
        'files' be given
        data.sequences={files: a, targets: b} | 'data.sequences.id' must name the column of 'targets' that names the \
        sequence
        data.sequences={files: a, id: b} | 'data.sequences.id' must be left out without 'targets': file names tell \
        them apart
        data.features.steps=4 | 'data.features.steps' must be left out beside 'sequences'
        data.features.summary=flatten | 'data.features.summary' needs 'data.sequences' and 'model: logistic'
        model.lstm.truncate=4 | 'model.lstm.truncate' needs 'output: every-step'
        model.lstm.output=every-step | 'model.lstm.output' needs sequences with a target at every step
        """)
    void sequences(String overrides, String message) {
        refuses(SEQUENCES, overrides, message);
    }

    @Test
    void truncatedBidirectionalNetworksAreRefused() {
        refuses(
                SEQUENCES,
                "data.sequences={files: a} & model.lstm.output=every-step & model.lstm.bidirectional=true"
                        + " & model.lstm.truncate=4",
                "'model.lstm.truncate' must be left out of a bidirectional network");
    }

    @Test
    void imagesHaveOneTargetAndNoSequences() {
        refuses(IMAGES, "data.target.column=y", "'data.target' must be left out or 'label' for images");
        refuses(IMAGES, "data.sequences.files=a", "'data.sequences' must be left out for images; see features.steps");
        assertDoesNotThrow(() -> ConfigReader.read(IMAGES, "x.yaml", List.of("data.target.column=label")));
    }

    @Test
    void rulesOfOneBlockAreCheckedWhateverIsWrongInAnother() {
        InputException error = assertThrows(
                InputException.class,
                () -> ConfigReader.read(
                        "data: {source: a.csv, target: y, split: {order: a, group: b}}\nmodel: {lstm: {truncate: 0}}\n"
                                + "training: {epochs: 2, earlyStopping: {patience: 3}}\n",
                        "x.yaml"));
        assertEquals(
                List.of(
                        "x.yaml:1:59: 'data.split.group' must be left out beside 'order'",
                        "x.yaml:2:15: 'model.lstm.layers' is missing; it must be a list of at least 1, each an integer"
                                + " in [1, 65536]",
                        "x.yaml:2:26: 'model.lstm.truncate' must be an integer in [1, 1000000], but is 0",
                        "x.yaml:3:49: 'training.earlyStopping.patience' must be below training.epochs (2), but is 3"),
                error.mistakes());
    }

    @Test
    void whatCannotApplyIsSwitchedOff() {
        SplitConfig byColumn = ConfigReader.read(TABLE, "x.yaml", List.of("data.split.column=c"))
                .config()
                .data()
                .split();
        assertEquals(new SplitConfig.Part.Fraction(0), byColumn.validation());
        assertEquals(new SplitConfig.Part.Fraction(0), byColumn.test());
        assertEquals(false, byColumn.stratify());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        data.split.order=t & data.split.stratify=false
        data.split.column=c & data.split.validation=0 & data.split.test=0.0 & training.earlyStopping={}
        data.split.validation=0 & data.split.test=0
        training.epochs=50 & training.batchSize=32 & training.schedule=constant
        training.optimizer=adam & training.epochs=5 & training.batchSize=64
        training.epochs=5 & training.batchSize=64
        training.solver=gradient-descent & training.epochs=500 & training.optimizer={sgd: {learningRate: 0.5}}
        model.logistic.l2=auto & training.solver=lbfgs & data.split.column=c
        data.weight=w & training.classWeights={a: 2.5}
        training.classWeights=balanced & training.solver=sgd
        data.features.steps=2 & model={lstm: {layers: 8}} & data.weight=w & training.classWeights=balanced
        data.sequences.id=i & model={lstm: {layers: 8, output: every-step}} & data.weight=w
        data.target={columns: [a, b]}
        data.target.classes={negative: [1, 2], positive: 3}
        data.target.classes={a: 1, b: 2, c: 3}
        data.features.steps=4 & model={lstm: {layers: [8, 8]}}
        model.logistic={l1: 2, l2: 1}
        model={logistic: {elasticNet: {penalty: 1, l1Ratio: 0}}} & training.solver=sgd
        data.sequences.id=i & data.features.summary=statistics
        data.sequences.id=i & model={lstm: {layers: 8, output: every-step, truncate: 5}}
        """)
    void soundCombinationsPass(String overrides) {
        assertDoesNotThrow(() -> ConfigReader.read(TABLE, "x.yaml", List.of(overrides.split(" & "))));
    }
}
