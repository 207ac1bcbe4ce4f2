package lintel.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.config.Nearest;
import lintel.config.Seeds;

/**
 * Ways to tell training, validation and test apart. Each gives the examples' numbers per part, null for a part of
 * fraction 0; in ascending order but for {@link #ordered}. The same examples and seed give the same parts.
 *
 * @param validation fraction of the examples, in [0, 1)
 * @param test       fraction of the examples, in [0, 1)
 */
record Splits(double validation, double test, Seeds seeds, KeyPlace keys) {
    private static final List<String> PARTS = List.of("train", "validation", "test");

    /** Any example may go anywhere. */
    Split<int[]> random(int examples) {
        return cut(shuffled(examples, 0), true);
    }

    /** In the order of the column's values, equal ones as they stand: the earliest train, the latest test. */
    Split<int[]> ordered(KeyColumn order, RowPlace rows) {
        order.requireComplete(rows);
        return cut(order.order(), false);
    }

    /**
     * Each part gets its share of every class, rounded, but at least one example.
     *
     * @param classes {@code [examples]} class of each
     * @param names   the classes' names
     * @throws InputException naming a class with fewer examples than there are parts
     */
    Split<int[]> stratified(int[] classes, List<String> names) {
        int[] partOf = new int[classes.length];
        for (int k = 0; k < names.size(); k++) {
            int[] members = Selection.where(classes, k);
            int inTest = share(test, members.length);
            int inValidation = share(validation, members.length);
            if (inTest + inValidation >= members.length) {
                throw new InputException(("%s needs an example of every class in each part, but class '%s' has only %d;"
                                + " 'stratify: false' splits without regard to classes")
                        .formatted(keys.of("data.split.stratify"), names.get(k), members.length));
            }
            int[] order = shuffled(members.length, k + 1);
            for (int i = 0; i < inTest + inValidation; i++) {
                partOf[members[order[i]]] = i < inTest ? 2 : 1;
            }
        }
        return byPart(partOf);
    }

    private static int share(double fraction, int members) {
        return fraction == 0 ? 0 : Math.max(1, (int) Math.round(fraction * members));
    }

    /**
     * Examples of one group stay together. Groups go in random order to the part that lacks most examples, so that the
     * parts come near their fractions.
     */
    Split<int[]> grouped(KeyColumn group, RowPlace rows) {
        group.requireComplete(rows);
        int[] sizes = new int[group.values().size()];
        Arrays.stream(group.codes()).forEach(code -> sizes[code]++);
        int[] occurring =
                IntStream.range(0, sizes.length).filter(g -> sizes[g] > 0).toArray();
        double[] lacking = lacking(group.codes().length);
        long empty = Arrays.stream(lacking).filter(count -> count > 0).count();
        if (occurring.length < empty) {
            throw new InputException("%s: column '%s' must hold at least %d groups, one for each part, but holds %d"
                    .formatted(keys.of("data.split.group"), group.name(), empty, occurring.length));
        }
        int[] partOfGroup = new int[sizes.length];
        boolean[] filled = new boolean[PARTS.size()];
        int[] order = shuffled(occurring.length, 0);
        for (int i = 0; i < order.length; i++) {
            boolean onlyEmpty = order.length - i <= empty;
            int part = neediest(lacking, filled, onlyEmpty);
            int chosen = occurring[order[i]];
            partOfGroup[chosen] = part;
            lacking[part] -= sizes[chosen];
            empty -= filled[part] ? 0 : 1;
            filled[part] = true;
        }
        return byPart(
                Arrays.stream(group.codes()).map(code -> partOfGroup[code]).toArray());
    }

    private double[] lacking(int examples) {
        return new double[] {(1 - validation - test) * examples, validation * examples, test * examples};
    }

    private int neediest(double[] lacking, boolean[] filled, boolean onlyEmpty) {
        boolean[] used = {true, validation > 0, test > 0};
        int best = -1;
        for (int part = 0; part < lacking.length; part++) {
            boolean eligible = used[part] && !(onlyEmpty && filled[part]);
            if (eligible && (best < 0 || lacking[part] > lacking[best])) {
                best = part;
            }
        }
        return best;
    }

    /** The column says it: {@code train}, {@code validation} or {@code test}. */
    Split<int[]> byColumn(KeyColumn column, RowPlace rows) {
        column.requireComplete(rows);
        int[] parts = column.values().stream().mapToInt(PARTS::indexOf).toArray();
        int[] partOf = new int[column.codes().length];
        for (int i = 0; i < partOf.length; i++) {
            partOf[i] = parts[column.codes()[i]];
            if (partOf[i] < 0) {
                String hint = Nearest.to(column.text(i), PARTS)
                        .map("; did you mean '%s'?"::formatted)
                        .orElse("");
                throw new InputException("%s: column '%s' must be train, validation or test, but is '%s'%s"
                        .formatted(rows.of(i, column.name()), column.name(), column.text(i), hint));
            }
        }
        Split<int[]> split = byPart(partOf);
        if (split.train().length == 0) {
            throw new InputException(
                    "%s: no row of column '%s' is 'train'".formatted(keys.of("data.split.column"), column.name()));
        }
        return split;
    }

    private int[] shuffled(int count, int draw) {
        return Seeds.order(count, seeds.random(Seeds.Stream.SPLIT, draw, 0));
    }

    /** The first of {@code examples} train, then come validation and test. */
    private Split<int[]> cut(int[] examples, boolean sorted) {
        int inTest = rounded("data.split.test", test, examples.length);
        int inValidation = rounded("data.split.validation", validation, examples.length);
        int inTrain = examples.length - inTest - inValidation;
        if (inTrain < 1) {
            throw new InputException("%s and test leave none of the %d examples for training"
                    .formatted(keys.of("data.split.validation"), examples.length));
        }
        List<int[]> parts = new ArrayList<>();
        parts.add(Arrays.copyOf(examples, inTrain));
        parts.add(Arrays.copyOfRange(examples, inTrain, inTrain + inValidation));
        parts.add(Arrays.copyOfRange(examples, inTrain + inValidation, examples.length));
        if (sorted) {
            parts.forEach(Arrays::sort);
        }
        return split(parts.get(0), parts.get(1), parts.get(2));
    }

    private int rounded(String key, double fraction, int examples) {
        int count = (int) Math.round(fraction * examples);
        if (fraction > 0 && count == 0) {
            throw new InputException(
                    "%s is %s, but that share of %d examples is none".formatted(keys.of(key), fraction, examples));
        }
        return count;
    }

    private static Split<int[]> byPart(int[] partOf) {
        int[][] parts = new int[PARTS.size()][];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = Selection.where(partOf, part);
        }
        return split(parts[0], parts[1], parts[2]);
    }

    private static Split<int[]> split(int[] train, int[] validation, int[] test) {
        return new Split<>(train, validation.length == 0 ? null : validation, test.length == 0 ? null : test);
    }
}
