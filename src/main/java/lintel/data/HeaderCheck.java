package lintel.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lintel.config.DataConfig;
import lintel.config.InputException;
import lintel.config.SequencesConfig;
import lintel.config.SourceConfig;
import lintel.config.SourceConfig.ImageSource;
import lintel.config.SourceConfig.PathSource;
import lintel.config.SplitConfig.Part;

/** What can be told about the data by reading no more than the first line of each file. */
public final class HeaderCheck {
    private final SourceReader reader;
    private final Set<String> mistakes = new LinkedHashSet<>();
    /** The columns that the model is to see; empty before the first part has been looked at. */
    private List<String> features = List.of();

    private HeaderCheck(SourceReader reader) {
        this.reader = reader;
    }

    /**
     * @param baseFolder where relative paths are looked for that the working directory does not have
     * @param keys       where the config's keys stand, for messages
     * @return files that are not there and columns that they lack, one line each; empty if all is found
     */
    public static List<String> mistakes(DataConfig data, Path baseFolder, KeyPlace keys) {
        SourceReader reader = SourceReader.of(data, baseFolder, keys);
        HeaderCheck check = new HeaderCheck(reader);
        check.attempt(() -> check.source(data.source(), "data.source", reader.roles()));
        check.part(data.split().validation(), "data.split.validation");
        check.part(data.split().test(), "data.split.test");
        return List.copyOf(check.mistakes);
    }

    private void part(Part part, String key) {
        if (part instanceof Part.Given given) {
            attempt(() -> source(given.source(), key, reader.roles().unsplit()));
        }
    }

    private void source(SourceConfig source, String key, Roles roles) {
        if (source instanceof ImageSource images) {
            attempt(() -> DataFile.of(reader.find(key + ".images", images.images())));
            attempt(() -> DataFile.of(reader.find(key + ".labels", images.labels())));
        } else if (source instanceof PathSource path) {
            Path file = reader.find(key, path.path());
            Optional<SequencesConfig> sequences = reader.data().sequences();
            if (path.svmLight()) {
                attempt(() -> Roles.requireIn(SvmReader.KEYS, DataFile.of(file).name(), roles, reader.keys()));
            } else if (sequences.flatMap(SequencesConfig::files).isPresent()) {
                attempt(() -> files(file, sequences.get(), roles));
            } else {
                attempt(() -> table(TableFiles.of(file), roles));
            }
        } else {
            throw new AssertionError(source);
        }
    }

    private void files(Path folder, SequencesConfig sequences, Roles all) {
        try (FileTree tree = FileTree.open(folder)) {
            Map<String, String> order = new java.util.HashMap<>();
            sequences.order().ifPresent(column -> order.put("data.sequences.order", column));
            boolean separate = sequences.targets().isPresent();
            Roles perStep =
                    separate ? new Roles(List.of(), Map.of(), order) : new Roles(all.target(), all.split(), order);
            attempt(() -> {
                DataFile first =
                        tree.matching(sequences.files().orElseThrow()).get(0).file();
                columns(CsvHeader.read(first), first.name(), perStep);
            });
            if (separate) {
                attempt(() -> targets(tree.file(sequences.targets().get()), sequences, all));
            }
        }
    }

    private void targets(DataFile file, SequencesConfig sequences, Roles all) {
        Map<String, String> id = new java.util.HashMap<>();
        sequences.id().ifPresent(column -> id.put("data.sequences.id", column));
        Roles.requireIn(CsvHeader.read(file), file.name(), new Roles(all.target(), all.split(), id), reader.keys());
    }

    private void table(TableFiles files, Roles roles) {
        columns(files.header(), files.name(), roles);
    }

    private void columns(List<String> header, String name, Roles roles) {
        attempt(() -> Roles.requireIn(header, name, roles, reader.keys()));
        attempt(() -> features(header, reader.roles().names(), name));
    }

    /** Of a further part only what the first one gives to the model must be there. */
    private void features(List<String> header, Set<String> taken, String name) {
        if (features.isEmpty()) {
            features = reader.features(header, taken, name);
            return;
        }
        List<String> lacking = new ArrayList<>();
        features.forEach(column -> FeatureColumns.requirePresent(header, name, column, lacking));
        mistakes.addAll(lacking);
    }

    /** Notes what is wrong and goes on: the user shall see all of it at once. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (InputException wrong) {
            mistakes.addAll(new ArrayList<>(wrong.mistakes()));
        }
    }
}
