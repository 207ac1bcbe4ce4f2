package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lintel.metrics.Metric;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final List<String> LINES = ConfigReference.markdown().lines().toList();

    @Test
    void everyRowHasItsKindDefaultAndMeaning() {
        assertTrue(LINES.contains("| `model.lstm.layers` | list of integers in [1, 65536] | required |"
                + " Units of each layer, first to last |"));
        assertTrue(LINES.contains("| `evaluation.threshold` | number in [0, 1] | `0.5` |"
                + " A probability at or above it is positive |"));
        assertTrue(LINES.contains("| `data.missing` | list of texts | `[\"\", NA, \"?\"]` |"
                + " Texts that stand for a missing value |"));
    }

    @Test
    void everyKeyStandsThereOnce() {
        List<String> keys = LINES.stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .toList();
        assertEquals(keys.size(), new HashSet<>(keys).size());
        assertTrue(keys.containsAll(List.of(
                "seed",
                "data",
                "data.source",
                "data.split.validation",
                "model.logistic.l2",
                "training.schedule.step.every",
                "training.earlyStopping.metric",
                "evaluation.threshold")));
    }

    @Test
    void everyKeyIsExplained() {
        for (String line : LINES) {
            if (line.startsWith("| `")) {
                String[] cells = line.split(" \\| ");
                String meaning = cells[cells.length - 1].replace(" |", "");
                assertTrue(meaning.length() > 5 && !meaning.endsWith("."), line);
            }
        }
    }

    /** Config may not import metrics: the two lists are held together here. */
    @Test
    void metricsAreThoseThatExist() {
        Form.Block stopping = (Form.Block)
                ((Form.Block) Forms.experiment().key("training").orElseThrow().form())
                        .key("earlyStopping")
                        .orElseThrow()
                        .form();
        Form.Word metric = (Form.Word) stopping.key("metric").orElseThrow().form();
        assertEquals(Set.copyOf(Metric.keys()), metric.values().keySet());
    }

    /** Numbers reach the records through a double: a range beyond 2^53, or beyond int, would lose some. */
    @Test
    void integerRangesAreExact() {
        for (Form.Whole whole : wholes(Forms.experiment()).toList()) {
            double most = whole.type() == int.class ? Integer.MAX_VALUE : (1L << 53) - 1;
            assertTrue(
                    whole.range().upper() <= most && whole.range().lower() >= -most,
                    whole.range().rule());
        }
    }

    private static java.util.stream.Stream<Form.Whole> wholes(Form form) {
        if (form instanceof Form.Block block) {
            return block.keys().stream().flatMap(key -> wholes(key.form()));
        }
        if (form instanceof Form.Named named) {
            return named.choices().stream().flatMap(ConfigReferenceTest::wholes);
        }
        if (form instanceof Form.ListOf list) {
            return wholes(list.element());
        }
        return form instanceof Form.Whole whole
                ? Arrays.stream(new Form.Whole[] {whole})
                : java.util.stream.Stream.empty();
    }
}
