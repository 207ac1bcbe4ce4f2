package lintel.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lintel.config.ColumnType;
import lintel.config.DataConfig;
import lintel.config.InputException;
import lintel.config.SourceConfig;
import lintel.config.SourceConfig.ImageSource;
import lintel.config.SourceConfig.PathSource;

/**
 * Reads the sources that a config names: features by their type, target and keys as text.
 *
 * @param known the columns to read as features, when they are settled already; else the config chooses
 */
record SourceReader(DataConfig data, Path baseFolder, KeyPlace keys, Roles roles, Optional<Schema> known) {

    static SourceReader of(DataConfig data, Path baseFolder, KeyPlace keys) {
        return new SourceReader(data, baseFolder, keys, Roles.of(data), Optional.empty());
    }

    /** For data that a model reads as one piece. */
    static SourceReader forModel(DataConfig data, Path baseFolder, Schema inputs, boolean withTarget) {
        Roles roles = withTarget ? Roles.of(data).unsplit() : Roles.of(data).onlySequence();
        return new SourceReader(data, baseFolder, KeyPlace.UNKNOWN, roles, Optional.of(inputs));
    }

    /** For further parts of the same data, whose columns have the same types. */
    SourceReader like(Schema features) {
        return new SourceReader(data, baseFolder, keys, roles.unsplit(), Optional.of(features));
    }

    /**
     * @param key the config key of the source
     * @throws InputException if a file or column is not there, or a value does not fit
     */
    Source read(SourceConfig source, String key) {
        if (source instanceof PathSource path) {
            Path file = find(key, path.path());
            if (data.sequences().isPresent()) {
                return new SequenceReader(this, data.sequences().get()).read(file);
            }
            requireFile(file, key);
            boolean numbered = known.map(Schema::numbered).orElse(path.svmLight());
            return numbered ? sparse(DataFile.of(file)) : rows(TableFiles.of(file));
        }
        if (source instanceof ImageSource images) {
            if (data.sequences().isPresent()) {
                throw new InputException("%s is for rows of a table; images become sequences by 'data.features.steps'"
                        .formatted(keys.of("data.sequences")));
            }
            return images(images, key);
        }
        throw new AssertionError(source);
    }

    /**
     * The path of a source as it is found from here, else from the config's folder.
     *
     * @param key the config key that holds it
     * @throws InputException if there is no such file or folder
     */
    Path find(String key, String path) {
        List<Path> places = List.of(Path.of(path), baseFolder.resolve(path));
        return places.stream()
                .filter(TableFiles::exist)
                .findFirst()
                .orElseThrow(() -> keys == KeyPlace.UNKNOWN
                        ? MissingFile.at(places.get(0))
                        : MissingFile.at(keys.of(key), key, places));
    }

    private void requireFile(Path path, String key) {
        if (Files.isDirectory(path)) {
            throw new InputException("%s must be a file, but '%s' is a folder; folders are for 'data.sequences'"
                    .formatted(keys.of(key), path));
        }
    }

    private Source rows(TableFiles files) {
        List<String> header = files.header();
        Roles.requireIn(header, files.name(), roles, keys);
        List<String> features = features(header, roles.names(), files.name());
        Hashed hashed = table(files, features, roles.names());
        return source(files.name(), hashed.table(), features, files.place(), hashed.hashes());
    }

    /** Features beyond those that are known count for nothing, as columns with other names do. */
    private Source sparse(DataFile file) {
        Roles.requireIn(SvmReader.KEYS, file.name(), roles, keys);
        Dataset.SourceFile hash = file.hash();
        int features = known.map(schema -> schema.fields().size()).orElse(0);
        boolean labelled = roles.names().contains(IdxReader.LABEL);
        try (SvmReader reader = new SvmReader(file.name(), file.open(), features, labelled)) {
            Table table = Table.of(reader.next(Integer.MAX_VALUE));
            if (table.rows() == 0) {
                throw new InputException("%s: has no rows".formatted(file.name()));
            }
            RowPlace place = RowPlace.in(file.name());
            return new Source(file.name(), table, null, reader.keys(), false, place, List.of(hash));
        }
    }

    /** The labels are read only if they are asked for. */
    private Source images(ImageSource source, String key) {
        DataFile images = DataFile.of(find(key + ".images", source.images()));
        List<DataFile> files = new ArrayList<>(List.of(images));
        if (!roles.names().isEmpty()) {
            files.add(DataFile.of(find(key + ".labels", source.labels())));
        }
        Table table = files.size() == 1 ? IdxReader.read(images) : IdxReader.read(images, files.get(1));
        List<String> header = table.schema().names();
        Roles.requireIn(header, files.get(files.size() - 1).name(), roles, keys);
        Set<String> taken = new HashSet<>(roles.names());
        taken.add(IdxReader.LABEL);
        List<String> features = features(header, taken, images.name());
        List<Dataset.SourceFile> hashes = files.stream().map(DataFile::hash).toList();
        return source(images.name(), table, features, RowPlace.in(images.name()), hashes);
    }

    private Source source(
            String name, Table table, List<String> features, RowPlace place, List<Dataset.SourceFile> files) {
        List<KeyColumn> columns = keyColumns(table, roles.names());
        return new Source(name, table.columns(features), null, columns, false, place, files);
    }

    static List<KeyColumn> keyColumns(Table table, Set<String> names) {
        return names.stream().map(name -> KeyColumn.of(table, name)).toList();
    }

    /** The columns of {@code header} to read as features. */
    List<String> features(List<String> header, Set<String> taken, String table) {
        if (known.isEmpty()) {
            return FeatureColumns.choose(data, taken, header, table, keys);
        }
        List<String> names = known.get().names();
        List<String> mistakes = new ArrayList<>();
        names.forEach(name -> FeatureColumns.requirePresent(header, table, name, mistakes));
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return names;
    }

    /** A table and the hashes of the files it comes from. */
    record Hashed(Table table, List<Dataset.SourceFile> hashes) {}

    /** All rows, features by type and {@code text} columns as text, as they are read or were read before. */
    Hashed table(TableFiles files, List<String> features, Set<String> text) {
        ReadOptions options = options(features, text);
        Optional<List<FileVersion>> before = files.versions();
        List<Dataset.SourceFile> hashes = files.hashes();
        BooleanSupplier unchanged = () -> before.isPresent() && before.equals(files.versions());
        Supplier<Table> reader =
                () -> TableReader.readAll(files.files(), options).table();
        return new Hashed(TableCache.current().get(hashes, options, unchanged, reader), hashes);
    }

    /** The rows of {@code files}, features by type and {@code text} columns as text. */
    TableReader.Rows table(List<DataFile> files, List<String> features, Set<String> text) {
        return TableReader.readAll(files, options(features, text));
    }

    private ReadOptions options(List<String> features, Set<String> text) {
        Map<String, ColumnType> types = new HashMap<>(data.types());
        known.ifPresent(schema -> schema.fields().forEach(field -> types.put(field.name(), field.type())));
        Set<String> wanted = new HashSet<>(features);
        wanted.addAll(text);
        types.keySet().retainAll(known.isPresent() ? wanted : types.keySet());
        return new ReadOptions(types, data.missing(), text, Optional.of(wanted));
    }
}
