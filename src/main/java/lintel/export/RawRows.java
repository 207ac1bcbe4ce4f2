package lintel.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.config.ColumnType;
import lintel.data.Dataset;
import lintel.data.Field;
import lintel.data.SparseMatrix;
import lintel.data.Table;
import lintel.export.RawBatch.Tensor;
import lintel.export.Signature.Column;

/** Raw data as it is given to a graph; the ways to say that a value is missing take turns. */
final class RawRows {
    /** A text that no training split is likely to hold. */
    private static final String UNSEEN = "never seen by Lintel";

    private final Signature signature;
    private final Dataset data;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<String> missingTexts = new ArrayList<>();
    private final List<Float> missingNumbers = new ArrayList<>(List.of(Float.NaN));
    private int turn;

    RawRows(Signature signature, Dataset data) {
        this.signature = signature;
        this.data = data;
        int[] next = new int[2];
        if (signature.numbered() == 0) {
            for (Field field : data.features().schema().fields()) {
                slots.put(field.name(), next[field.categorical() ? 1 : 0]++);
            }
        }
        missingTexts.addAll(signature.missing());
        missingNumbers.addAll(MissingNumbers.of(signature.missing()));
        if (missingTexts.isEmpty()) {
            missingTexts.add("");
        }
    }

    /** Some examples side by side, the sequences among them padded by 0 to {@code padding} steps more than needed. */
    RawBatch batch(int[] chosen, int padding) {
        boolean steps = signature.steps().isPresent();
        int[] lengths = null;
        int time = 1;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (steps) {
            lengths = Arrays.stream(chosen)
                    .map(i -> data.starts()[i + 1] - data.starts()[i])
                    .toArray();
            time = Arrays.stream(lengths).max().orElse(0) + padding;
            tensors.put(Signature.LENGTHS, Tensor.ints(lengths));
        }
        int[] rows = rows(chosen, lengths, time);
        if (signature.perColumn()) {
            for (Column column : signature.columns()) {
                long[] shape = steps ? new long[] {chosen.length, time, 1} : new long[] {chosen.length, 1};
                tensors.put(
                        column.input(),
                        column.text()
                                ? Tensor.texts(texts(column, rows), shape)
                                : Tensor.floats(numbers(List.of(column), rows), shape));
            }
        } else {
            int width = signature.features();
            float[] values = signature.numbered() > 0 ? numbered(rows) : numbers(signature.columns(), rows);
            tensors.put(
                    Signature.FEATURES,
                    steps
                            ? Tensor.floats(values, chosen.length, time, width)
                            : Tensor.floats(values, chosen.length, width));
        }
        return new RawBatch(tensors, lengths, time);
    }

    /** The columns of numbers of examples that are rows: {@code [examples, columns]}, numbered ones included. */
    float[] numbers(int[] chosen) {
        return signature.numbered() > 0
                ? numbered(chosen)
                : numbers(
                        signature.columns().stream()
                                .filter(column -> !column.text())
                                .toList(),
                        chosen);
    }

    /** One column of texts of examples that are rows. */
    String[] texts(String name, int[] chosen) {
        return texts(column(name), chosen);
    }

    private Column column(String name) {
        return signature.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The row of the table for each place of a batch; -1: padding. */
    private int[] rows(int[] chosen, int[] lengths, int time) {
        int[] rows = new int[chosen.length * time];
        Arrays.fill(rows, -1);
        for (int i = 0; i < chosen.length; i++) {
            int first = lengths == null ? chosen[i] : data.starts()[chosen[i]];
            for (int step = 0; step < (lengths == null ? 1 : lengths[i]); step++) {
                rows[i * time + step] = first + step;
            }
        }
        return rows;
    }

    private float[] numbers(List<Column> columns, int[] rows) {
        float[] values = new float[rows.length * columns.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; rows[i] >= 0 && c < columns.size(); c++) {
                float value = data.features()
                        .numbers()
                        .get(rows[i], slots.get(columns.get(c).name()));
                boolean stands = Float.isNaN(value) && columns.get(c).type() == ColumnType.NUMERIC;
                values[i * columns.size() + c] = stands ? missingNumbers.get(turn++ % missingNumbers.size()) : value;
            }
        }
        return values;
    }

    private float[] numbered(int[] rows) {
        int width = signature.numbered();
        float[] values = new float[Math.multiplyExact(rows.length, width)];
        SparseMatrix sparse = data.features().sparse();
        for (int i = 0; i < rows.length; i++) {
            for (int e = sparse.starts()[rows[i]]; e < sparse.starts()[rows[i] + 1]; e++) {
                if (sparse.indices()[e] < width) {
                    values[i * width + sparse.indices()[e]] = sparse.values()[e];
                }
            }
        }
        return values;
    }

    private String[] texts(Column column, int[] rows) {
        int slot = slots.get(column.name());
        int[] codes = data.features().codes().get(slot);
        List<String> categories =
                data.features().schema().categorical().get(slot).categories();
        String[] texts = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int code = rows[i] < 0 ? Table.MISSING : codes[rows[i]];
            texts[i] = code >= 0
                    ? categories.get(code)
                    : code == Table.MISSING ? missingTexts.get(turn++ % missingTexts.size()) : UNSEEN;
        }
        return texts;
    }
}
