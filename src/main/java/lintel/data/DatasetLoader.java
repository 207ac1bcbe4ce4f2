package lintel.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import lintel.config.DataConfig;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.SplitConfig;
import lintel.config.SplitConfig.Part;

/** From the {@code data:} block to labelled examples. */
public final class DatasetLoader {
    private final DataConfig data;
    private final Path baseFolder;
    private final boolean perStep;
    private final KeyPlace keys;

    private DatasetLoader(DataConfig data, Path baseFolder, boolean perStep, KeyPlace keys) {
        this.data = data;
        this.baseFolder = baseFolder;
        this.perStep = perStep;
        this.keys = keys;
    }

    /**
     * Reads the sources, finds out what the target means, and tells training, validation and test apart.
     *
     * @param baseFolder where relative paths are looked for that the working directory does not have
     * @param keys       where the config's keys stand, for messages
     * @throws InputException if a file, column, class or part is not there, or the data does not suit the model; of
     *     files and columns it names all that are not there
     */
    public static Dataset.Loaded load(DataConfig data, ModelConfig model, Path baseFolder, Seeds seeds, KeyPlace keys) {
        InputForm.of(model, data);
        boolean perStep = model instanceof ModelConfig.Lstm lstm && lstm.output() == ModelConfig.Output.EVERY_STEP;
        try {
            return new DatasetLoader(data, baseFolder, perStep, keys).load(seeds);
        } catch (InputException first) {
            throw withOthers(first, HeaderCheck.mistakes(data, baseFolder, keys));
        }
    }

    /** Reading ends at the first file that is not there or lacks a column; the user shall see all of them at once. */
    private static InputException withOthers(InputException first, List<String> mistakes) {
        return mistakes.containsAll(first.mistakes()) ? new InputException(mistakes) : first;
    }

    /**
     * All examples of a source, in its order, for a model that exists.
     *
     * @param data    the model's config with the source to read
     * @param inputs  the columns the model reads
     * @param refusals values in them that are an error
     * @param target  what the labels mean; null when only predictions are wanted: then no target need be there
     * @param perStep whether the model answers at every step
     * @throws InputException as {@link #load}, or if a value does not fit its column's type
     */
    public static Dataset.Whole loadAll(
            DataConfig data, Schema inputs, Refusals refusals, Target target, boolean perStep, Path baseFolder) {
        SourceReader reader = SourceReader.forModel(data, baseFolder, inputs, target != null);
        Source source = reader.read(data.source(), "data.source");
        if (source.keysPerStep() || source.starts() == null) { // else places are those of the targets
            refusals.check(source.features(), inputs, source.place());
        }
        Assembly all = Assembly.of(source, target, data.target().classes().orElse(null), null, perStep);
        return new Dataset.Whole(all.whole(), source.files());
    }

    private Dataset.Loaded load(Seeds seeds) {
        SourceReader reader = SourceReader.of(data, baseFolder, keys);
        Source main = reader.read(data.source(), "data.source");
        SourceReader same = reader.like(main.features().schema());
        Source validation = given(data.split().validation(), same, "data.split.validation");
        Source test = given(data.split().test(), same, "data.split.test");
        List<Source> sources =
                Stream.of(main, validation, test).filter(s -> s != null).toList();
        Target target = target(sources);
        Split<Dataset> mainParts = split(assemble(main, target, data.weight().orElse(null)), seeds);
        Split<Dataset> parts = new Split<>(
                mainParts.train(),
                validation == null
                        ? mainParts.validation()
                        : assemble(validation, target, null).whole(),
                test == null ? mainParts.test() : assemble(test, target, null).whole());
        List<Dataset.SourceFile> files =
                sources.stream().flatMap(source -> source.files().stream()).toList();
        return new Dataset.Loaded(parts, files, TrainingChecks.warnings(parts.train(), main.name()));
    }

    private static Source given(Part part, SourceReader reader, String key) {
        return part instanceof Part.Given given ? reader.read(given.source(), key) : null;
    }

    private Target target(List<Source> sources) {
        List<String> columns = Roles.of(data).target();
        List<TreeMap<String, Integer>> counts = new ArrayList<>();
        for (String column : columns) {
            TreeMap<String, Integer> count = new TreeMap<>(NaturalOrder.OF_TEXTS);
            for (Source source : sources) {
                Assembly.targetColumns(source, List.of(column), perStep && source.keysPerStep())
                        .forEach(key -> key.count(count));
            }
            counts.add(count);
        }
        return TargetResolver.resolve(data.target(), columns, counts, keys);
    }

    private Assembly assemble(Source source, Target target, String weight) {
        return Assembly.of(source, target, data.target().classes().orElse(null), weight, perStep);
    }

    private Split<Dataset> split(Assembly all, Seeds seeds) {
        int[] kept = all.kept();
        SplitConfig config = data.split();
        Splits splits = new Splits(fraction(config.validation()), fraction(config.test()), seeds, keys);
        Split<int[]> parts = counting(numbers(splits, config, all, kept).map(part -> Selection.of(kept, part)), all);
        boolean whole =
                parts.train().length == all.examples().size() && config.order().isEmpty();
        return whole ? new Split<>(all.examples(), null, null) : all.examples().part(parts);
    }

    /** The same parts, the training one without examples of weight 0, at every step where labels stand there. */
    private Split<int[]> counting(Split<int[]> parts, Assembly all) {
        Dataset examples = all.examples();
        int[] train =
                RowWeights.counting(examples.weights(), examples.perStep() ? examples.starts() : null, parts.train());
        if (train.length == 0) {
            throw new InputException(
                    "%s: column '%s' must be above 0 in some row of the training split, but is 0 in all"
                            .formatted(all.source().name(), data.weight().orElseThrow()));
        }
        return new Split<>(train, parts.validation(), parts.test());
    }

    private static Split<int[]> numbers(Splits splits, SplitConfig config, Assembly all, int[] kept) {
        Source source = all.source();
        RowPlace place = source.keysPerStep()
                ? (i, column) -> source.place().of(source.starts()[kept[i]], column)
                : (i, column) -> source.place().of(kept[i], column);
        if (config.order().isPresent()) {
            return splits.ordered(source.first(config.order().get()).select(kept), place);
        }
        if (config.group().isPresent()) {
            source.requireConstant(config.group().get());
            return splits.grouped(source.first(config.group().get()).select(kept), place);
        }
        if (config.column().isPresent()) {
            source.requireConstant(config.column().get());
            return splits.byColumn(source.first(config.column().get()).select(kept), place);
        }
        if (config.stratify() && all.classes() != null) {
            return splits.stratified(all.keptClasses(), all.examples().target().classes());
        }
        return splits.random(kept.length);
    }

    private static double fraction(Part part) {
        return part instanceof Part.Fraction fraction ? fraction.value() : 0;
    }
}
