package lintel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.LongStream;
import lintel.config.DataConfig;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.SourceConfig.PathSource;
import lintel.data.Dataset;
import lintel.data.DatasetLoader;
import lintel.data.Examples;
import lintel.data.Table;
import lintel.data.TableFiles;
import lintel.data.TableStream;
import lintel.network.Model;
import lintel.network.Probabilities;

/**
 * Writes what a model says about raw rows, in their order. Rows of a table are read, scored and written a chunk at a
 * time, so that memory does not grow with their number; sequences are read as a whole.
 */
public final class Predictor {
    /** A multiple of the scoring batch, so that chunks change no bit of a probability. */
    private static final int CHUNK = 16 * Probabilities.BATCH;

    /**
     * After so many rows of an LSTM the garbage collector is told to look: what ND4J leaves behind is small on the
     * heap, so that the collector sees no need, and large outside it.
     */
    private static final int SWEEP = 32 * CHUNK;

    private final Model model;
    private final PredictionWriter.Format format;
    private final DataConfig trained;

    /**
     * @param model its own config says how raw data is read
     * @param json  whether to write one JSON object, {@code {"predictions": [{"row": 0, …}, …]}}, instead of CSV
     */
    public Predictor(Model model, boolean json) {
        this.model = model;
        this.format = json ? PredictionWriter.Format.JSON : PredictionWriter.Format.CSV;
        this.trained = TrainedOn.of(model).data();
    }

    /**
     * Predictions for a source; no target column is needed.
     *
     * @param source a CSV or JSON-lines file, packed or not, or a pattern that several fit; for a model of sequences a
     *     folder, .zip or table as in its config; for a model of images an IDX images file
     * @return rows written
     * @throws InputException if a column is missing or a value has the wrong type, naming row and column
     */
    public long predict(String source, Appendable out) throws IOException {
        if (trained.sequences().isEmpty() && trained.source() instanceof PathSource) {
            TableFiles files = TableFiles.of(Path.of(source));
            try (TableStream rows = TableStream.open(
                    files,
                    model.preprocessing().inputSchema(),
                    trained.missing(),
                    model.preprocessing().refusals())) {
                return predict(rows, out);
            }
        }
        Dataset all = DatasetLoader.loadAll(
                        TrainedOn.of(model).reading(source),
                        model.preprocessing().inputSchema(),
                        model.preprocessing().refusals(),
                        null,
                        model.network().everyStep(),
                        Path.of(""))
                .examples();
        Examples examples = model.preprocessing().apply(all);
        PredictionWriter writer = new PredictionWriter(out, model, false, format);
        writer.write(examples, model.score(examples));
        writer.finish();
        return all.size();
    }

    /**
     * Predictions for rows from a stream: CSV with a header, or JSON lines.
     *
     * @param name what messages call the stream
     * @throws InputException as {@link #predict(String, Appendable)}, or if the model reads sequences or images
     */
    public long predict(String name, InputStream in, Appendable out) throws IOException {
        if (trained.sequences().isPresent()) {
            throw new InputException(
                    "%s: this model reads sequences: give a folder, .zip or table, not a stream".formatted(name));
        }
        try (TableStream rows = TableStream.open(
                name,
                in,
                model.preprocessing().inputSchema(),
                trained.missing(),
                model.preprocessing().refusals())) {
            return predict(rows, out);
        }
    }

    private long predict(TableStream rows, Appendable out) throws IOException {
        PredictionWriter writer = new PredictionWriter(out, model, false, format);
        long done = 0;
        for (Table chunk = rows.next(CHUNK); chunk.rows() > 0; chunk = rows.next(CHUNK)) {
            long[] ids = LongStream.range(done, done + chunk.rows()).toArray();
            Examples examples = model.preprocessing()
                    .apply(new Dataset(
                            chunk,
                            null,
                            ids,
                            model.target(),
                            null,
                            model.network().everyStep()));
            writer.write(examples, model.score(examples));
            done += chunk.rows();
            if (done % SWEEP == 0 && model.network().config() instanceof ModelConfig.Lstm) {
                System.gc();
            }
        }
        writer.finish();
        return done;
    }
}
