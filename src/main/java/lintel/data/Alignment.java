package lintel.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;
import lintel.config.JsonFields;

/** Brings a table into the columns, order and category numbers that a model knows. */
final class Alignment {
    private Alignment() {}

    /**
     * @param own whether the data is not needed otherwise any more
     * @return the data under {@code wanted}; what already fits is not copied
     * @throws InputException naming every column that is missing or of another type
     */
    static Block align(Dataset data, Schema wanted, boolean own) {
        Table table = data.features();
        if (table.sparse() != null && wanted.numbered()) {
            SparseMatrix known = table.sparse().withColumns(wanted.fields().size());
            return new Block(table.numbers(), List.of(), data.starts(), data.ids(), known, own);
        }
        if (table.sparse() != null || wanted.numbered()) {
            throw new InputException(
                    wanted.numbered()
                            ? "the model reads numbered features, as SVMLight files hold them, not named columns"
                            : "the model reads named columns, not the numbered features of SVMLight files");
        }
        if (table.schema() == wanted || table.schema().equals(wanted)) {
            return new Block(table.numbers(), table.codes(), data.starts(), data.ids(), own);
        }
        Map<String, Integer> slots = new HashMap<>();
        int[] next = new int[2];
        for (Field field : table.schema().fields()) {
            slots.put(field.name(), next[field.categorical() ? 1 : 0]++);
        }
        refuseOthers(table.schema(), wanted);
        int[] columns = wanted.numeric().stream()
                .mapToInt(field -> slots.get(field.name()))
                .toArray();
        List<Field> known = table.schema().categorical();
        List<int[]> codes = new ArrayList<>();
        for (Field field : wanted.categorical()) {
            int slot = slots.get(field.name());
            codes.add(recode(table.codes().get(slot), known.get(slot).categories(), field.categories()));
        }
        return new Block(table.numbers().columns(columns), codes, data.starts(), data.ids(), own);
    }

    private static void refuseOthers(Schema found, Schema wanted) {
        Map<String, Field> byName = new HashMap<>();
        found.fields().forEach(field -> byName.put(field.name(), field));
        List<String> mistakes = new ArrayList<>();
        for (Field field : wanted.fields()) {
            Field there = byName.get(field.name());
            if (there == null) {
                mistakes.add("column '%s' is missing".formatted(field.name()));
            } else if (there.type() != field.type()) {
                mistakes.add("column '%s' must be %s, but is %s"
                        .formatted(field.name(), JsonFields.written(field.type()), JsonFields.written(there.type())));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
    }

    private static int[] recode(int[] codes, List<String> from, List<String> to) {
        if (from.equals(to)) {
            return codes;
        }
        Map<String, Integer> numbers = new HashMap<>();
        to.forEach(category -> numbers.put(category, numbers.size()));
        int[] translation = from.stream()
                .mapToInt(category -> numbers.getOrDefault(category, Table.UNSEEN))
                .toArray();
        int[] result = new int[codes.length];
        for (int r = 0; r < codes.length; r++) {
            result[r] = codes[r] < 0 ? codes[r] : translation[codes[r]];
        }
        return result;
    }
}
