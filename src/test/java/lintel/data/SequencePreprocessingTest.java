package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import lintel.config.ColumnType;
import lintel.config.FeaturesConfig.SequenceSummary;
import lintel.config.InputException;
import lintel.config.PreprocessingConfig;
import lintel.config.PreprocessingConfig.Categorical;
import lintel.config.PreprocessingConfig.CategoricalMissing;
import lintel.config.PreprocessingConfig.Encode;
import lintel.config.PreprocessingConfig.Numeric;
import lintel.config.PreprocessingConfig.NumericMissing;
import lintel.config.PreprocessingConfig.Scale;
import lintel.config.PreprocessingConfig.Unseen;
import org.junit.jupiter.api.Test;

class SequencePreprocessingTest {

    private static PreprocessingConfig scale(Scale scale) {
        return new PreprocessingConfig(
                new Numeric(NumericMissing.MEDIAN, scale),
                new Categorical(CategoricalMissing.CATEGORY, Encode.ONE_HOT, Unseen.IGNORE, 10));
    }

    /** Sequences of one channel. */
    private static Dataset sequences(float[]... channel) {
        int[] starts = new int[channel.length + 1];
        for (int i = 0; i < channel.length; i++) {
            starts[i + 1] = starts[i] + channel[i].length;
        }
        float[] all = new float[starts[channel.length]];
        for (int i = 0; i < channel.length; i++) {
            System.arraycopy(channel[i], 0, all, starts[i], channel[i].length);
        }
        Schema schema = new Schema(List.of(new Field("x", ColumnType.NUMERIC, List.of())));
        Table table = new Table(schema, Matrix.of(all.length, 1, all), List.of());
        return new Dataset(table, starts, LongStream.range(0, channel.length).toArray(), null, null, false);
    }

    private static Preprocessing fit(SequenceSummary summary, Dataset train) {
        return Preprocessing.fit(scale(Scale.NONE), new InputForm.SequencesAsRows(summary), train);
    }

    private static Matrix rows(Preprocessing preprocessing, Dataset data) {
        return assertInstanceOf(Examples.Dense.class, preprocessing.apply(data)).values();
    }

    /** Means, standard deviations and slopes: numpy 1.24, mean, std and polyfit of degree 1; the rest by definition. */
    @Test
    void differingLengthsBecomeStatistics() {
        Dataset train = sequences(new float[] {3, 1, 4, 1, 5}, new float[] {2, 7}, new float[] {9});
        Preprocessing preprocessing = fit(SequenceSummary.AUTO, train);
        assertEquals(
                List.of("x.mean", "x.sd", "x.min", "x.max", "x.first", "x.last", "x.slope", "length"),
                preprocessing.outputNames());
        Matrix rows = rows(preprocessing, train);
        assertArrayEquals(new float[] {2.8f, 1.6f, 1, 5, 3, 5, 0.4f, 5}, DatasetLoaderTest.row(rows, 0), 1e-6f);
        assertArrayEquals(new float[] {4.5f, 2.5f, 2, 7, 2, 7, 5, 2}, DatasetLoaderTest.row(rows, 1), 1e-6f);
        assertArrayEquals(new float[] {9, 0, 9, 9, 9, 9, 0, 1}, DatasetLoaderTest.row(rows, 2));
        assertEquals(new Shape(8, 0), preprocessing.shape());
    }

    @Test
    void equalLengthsAreFlattened() {
        Dataset train = sequences(new float[] {1, 2}, new float[] {3, Float.NaN}, new float[] {5, 6});
        Preprocessing preprocessing = fit(SequenceSummary.AUTO, train);
        assertEquals(List.of("x[0]", "x[1]"), preprocessing.outputNames());
        assertArrayEquals(new float[] {3, 3}, DatasetLoaderTest.row(rows(preprocessing, train), 1), 0, "median is 3");
        var error = assertThrows(
                InputException.class, () -> preprocessing.apply(sequences(new float[] {1, 2}, new float[] {1})));
        assertEquals(
                "sequence 2 has 1 steps, but all flattened sequences must have 2, as the training split has;"
                        + " 'data.features.summary: statistics' takes any length",
                error.getMessage());
        assertEquals(8, fit(SequenceSummary.STATISTICS, train).shape().features());
    }

    @Test
    void sequencesStaySequencesForAnLstm() {
        Dataset train = sequences(new float[] {1, 2, 3}, new float[] {6});
        Preprocessing preprocessing = Preprocessing.fit(scale(Scale.STANDARD), new InputForm.Sequences(), train);
        assertEquals(new Shape(1, Shape.VARYING), preprocessing.shape());
        var steps = assertInstanceOf(Examples.Steps.class, preprocessing.apply(train));
        assertArrayEquals(new int[] {0, 3, 4}, steps.starts());
        // mean 3 and deviation sqrt(3.5) over all steps
        assertEquals(3 / Math.sqrt(3.5), steps.values().get(3, 0), 1e-6);
        Dataset table = new Dataset(train.features(), null, new long[4], null, null, false);
        var error = assertThrows(InputException.class, () -> preprocessing.apply(table));
        assertEquals("the model reads sequences, not rows", error.getMessage());
    }
}
