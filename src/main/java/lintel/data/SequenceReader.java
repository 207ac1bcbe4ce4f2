package lintel.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.config.SequencesConfig;

/** Reads sequences: one file each, or one table whose rows belong to sequences by an id. */
record SequenceReader(SourceReader reader, SequencesConfig config) {
    private static final int MOST_SHOWN = 5;

    /** @param path a folder or .zip when the config names files, else a CSV file */
    Source read(Path path) {
        return config.files().isPresent() ? files(path) : table(TableFiles.of(path));
    }

    /** @param name of each sequence, for messages */
    private void checkLengths(int[] starts, IntFunction<String> name) {
        for (int i = 0; i + 1 < starts.length; i++) {
            int length = starts[i + 1] - starts[i];
            if (length > config.maxSteps()) {
                throw new InputException("%s has %,d steps, but %s is %,d"
                        .formatted(
                                name.apply(i), length, reader.keys().of("data.sequences.maxSteps"), config.maxSteps()));
            }
        }
    }

    private Source table(TableFiles files) {
        Roles roles = reader.roles();
        String id = config.id()
                .orElseThrow(
                        () -> new InputException("%s needs 'files', or the 'id' column that names each row's sequence"
                                .formatted(reader.keys().of("data.sequences"))));
        List<String> header = files.header();
        Roles.requireIn(header, files.name(), roles, reader.keys());
        List<String> features = reader.features(header, roles.names(), files.name());
        SourceReader.Hashed hashed = reader.table(files, features, roles.names());
        Table table = hashed.table();
        RowPlace place = files.place();
        KeyColumn ids = KeyColumn.of(table, id);
        ids.requireComplete(place);
        int[] group = Grouping.byAppearance(ids);
        int groups = 1 + Arrays.stream(group).max().orElseThrow();
        Grouping grouping = Grouping.of(group, groups, order(table, place));
        checkLengths(grouping.starts(), i -> "%s: sequence '%s'"
                .formatted(files.name(), ids.text(grouping.rows()[grouping.starts()[i]])));
        return grouped(files.name(), table, features, roles.names(), grouping, place, hashed.hashes());
    }

    private int[] order(Table table, RowPlace place) {
        if (config.order().isEmpty()) {
            return IntStream.range(0, table.rows()).toArray();
        }
        KeyColumn order = KeyColumn.of(table, config.order().get());
        order.requireComplete(place);
        return order.order();
    }

    private static Source grouped(
            String name,
            Table table,
            List<String> features,
            Set<String> keys,
            Grouping grouping,
            RowPlace place,
            List<Dataset.SourceFile> files) {
        Table chosen = table.columns(features);
        List<KeyColumn> columns = SourceReader.keyColumns(table, keys);
        if (!grouping.unchanged()) {
            chosen = chosen.select(grouping.rows());
            columns = columns.stream().map(key -> key.select(grouping.rows())).toList();
        }
        RowPlace moved = (row, column) -> place.of(grouping.rows()[row], column);
        return new Source(name, chosen, grouping.starts(), columns, true, moved, files);
    }

    private Source files(Path path) {
        try (FileTree tree = FileTree.open(path)) {
            List<FileTree.Match> members = tree.matching(config.files().orElseThrow());
            List<DataFile> files = members.stream().map(FileTree.Match::file).toList();
            List<DataFile> read = new ArrayList<>(files);
            boolean separate =
                    config.targets().isPresent() && !reader.roles().target().isEmpty();
            Source steps = steps(path.toString(), files, separate);
            Source source = steps;
            if (separate) {
                DataFile targets = tree.file(config.targets().get());
                read.add(targets);
                source = withTargets(steps, members, targets);
            }
            return new Source(
                    source.name(),
                    source.features(),
                    source.starts(),
                    source.keys(),
                    source.keysPerStep(),
                    source.place(),
                    List.of(hash(path, read)));
        }
    }

    /** One hash for all: of the .zip, or of lines like those of sha256sum for the files read. */
    private static Dataset.SourceFile hash(Path path, List<DataFile> read) {
        if (!Files.isDirectory(path)) {
            return DataFile.of(path).hash();
        }
        StringBuilder lines = new StringBuilder();
        for (DataFile file : read) {
            Path name = path.relativize(Path.of(file.name()));
            lines.append(file.hash().sha256()).append("  ").append(name).append('\n');
        }
        return DataFile.of(path.toString(), lines.toString().getBytes(StandardCharsets.UTF_8))
                .hash();
    }

    /** @param separate whether target and split columns stand in a table of their own */
    private Source steps(String name, List<DataFile> files, boolean separate) {
        Roles all = reader.roles();
        Map<String, String> order = new HashMap<>();
        config.order().ifPresent(column -> order.put("data.sequences.order", column));
        Roles roles = separate ? new Roles(List.of(), Map.of(), order) : new Roles(all.target(), all.split(), order);
        DataFile first = files.get(0);
        List<String> header = CsvHeader.read(first);
        Roles.requireIn(header, first.name(), roles, reader.keys());
        List<String> features = reader.features(header, all.names(), first.name());
        TableReader.Rows rows = reader.table(files, features, roles.names());
        RowPlace place = (row, column) -> {
            int file = Selection.sequenceOf(rows.starts(), row);
            return RowPlace.in(files.get(file)).of(row - rows.starts()[file], column);
        };
        int[] group = new int[rows.table().rows()];
        for (int file = 0; file < files.size(); file++) {
            Arrays.fill(group, rows.starts()[file], rows.starts()[file + 1], file);
        }
        Grouping grouping = Grouping.of(group, files.size(), order(rows.table(), place));
        checkLengths(grouping.starts(), i -> files.get(i).name() + ": the sequence");
        return grouped(name, rows.table(), features, roles.names(), grouping, place, List.of());
    }

    private Source withTargets(Source steps, List<FileTree.Match> members, DataFile file) {
        String id = config.id()
                .orElseThrow(() -> new InputException("%s needs the 'id' column of '%s'"
                        .formatted(
                                reader.keys().of("data.sequences"),
                                config.targets().orElseThrow())));
        Roles all = reader.roles();
        Roles roles = new Roles(all.target(), all.split(), Map.of("data.sequences.id", id));
        List<String> header = CsvHeader.read(file);
        Roles.requireIn(header, file.name(), roles, reader.keys());
        Set<String> names = new LinkedHashSet<>(roles.names());
        Table table = TableReader.readAll(
                file, new ReadOptions(Map.of(), reader.data().missing(), names, Optional.of(names)));
        int[] rowOf = join(members, KeyColumn.of(table, id), file);
        List<KeyColumn> keys = SourceReader.keyColumns(table, names).stream()
                .map(key -> key.select(rowOf))
                .toList();
        RowPlace place = RowPlace.in(file);
        return new Source(
                steps.name(),
                steps.features(),
                steps.starts(),
                keys,
                false,
                (i, column) -> place.of(rowOf[i], column),
                List.of());
    }

    /** The row of {@code ids} that each member has; every member must have one, and every row a member. */
    private int[] join(List<FileTree.Match> members, KeyColumn ids, DataFile file) {
        RowPlace place = RowPlace.in(file);
        ids.requireComplete(place);
        Map<String, Integer> rows = new HashMap<>();
        List<String> mistakes = new ArrayList<>();
        for (int row = 0; row < ids.codes().length; row++) {
            if (rows.putIfAbsent(ids.text(row), row) != null) {
                mistakes.add("%s: column '%s' must name each sequence once, but '%s' stands there before"
                        .formatted(place.of(row, ids.name()), ids.name(), ids.text(row)));
            }
        }
        int[] rowOf = new int[members.size()];
        for (int i = 0; i < rowOf.length; i++) {
            Integer row = rows.remove(members.get(i).id());
            rowOf[i] = row == null ? -1 : row;
            if (row == null) {
                mistakes.add("%s: no row of %s has %s '%s'"
                        .formatted(
                                members.get(i).file().name(),
                                file.name(),
                                ids.name(),
                                members.get(i).id()));
            }
        }
        rows.values().stream()
                .sorted()
                .forEach(row -> mistakes.add("%s: no file is named for %s '%s'"
                        .formatted(place.of(row, ids.name()), ids.name(), ids.text(row))));
        if (!mistakes.isEmpty()) {
            throw new InputException(few(mistakes));
        }
        return rowOf;
    }

    private static List<String> few(List<String> mistakes) {
        List<String> shown = new ArrayList<>(mistakes.subList(0, Math.min(MOST_SHOWN, mistakes.size())));
        if (mistakes.size() > MOST_SHOWN) {
            shown.add("… and %d more".formatted(mistakes.size() - MOST_SHOWN));
        }
        return shown;
    }
}
