package lintel.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;

/**
 * Rows of JSON lines: one object per line, its keys the column names, its values numbers, strings, {@code true},
 * {@code false}, or {@code null} for a missing value. Every row has every column; keys of no column are skipped.
 */
final class JsonRows implements RowSource, Place {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Python writes NaN; the column then refuses it by name.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String name;
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final JsonParser parser;
    private ColumnBuilder[] columns;
    private JsonLocation location;

    /** @param names the columns to read; @param in closed with the rows */
    JsonRows(String name, InputStream in, List<String> names) {
        this.name = name;
        this.names = names;
        names.forEach(column -> positions.put(column, positions.size()));
        try {
            parser = FACTORY.createParser(in);
        } catch (IOException failure) {
            throw DataFile.unreadable(name, failure);
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void into(TableBuilder table) {
        columns = table.bind(names);
    }

    @Override
    public boolean next() {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return false;
            }
            JsonLocation start = parser.currentTokenLocation();
            location = start;
            if (token != JsonToken.START_OBJECT) {
                throw new InputException(place() + ": a row must be a JSON object on a line of its own");
            }
            BitSet found = new BitSet();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Integer column = positions.get(parser.currentName());
                value(column, parser.nextToken());
                if (column != null) {
                    found.set(column);
                }
            }
            location = start;
            checkComplete(found);
            return true;
        } catch (JsonProcessingException wrong) {
            location = wrong.getLocation() == null ? location : wrong.getLocation();
            String why = wrong.getOriginalMessage();
            int detail = why.indexOf(" (start marker");
            throw new InputException(
                    "%s: this is no valid JSON: %s".formatted(place(), detail < 0 ? why : why.substring(0, detail)),
                    wrong);
        } catch (IOException failure) {
            throw DataFile.unreadable(name, failure);
        }
    }

    private void value(Integer column, JsonToken token) throws IOException {
        if (column == null) {
            parser.skipChildren();
            return;
        }
        location = parser.currentTokenLocation();
        if (token.isStructStart()) {
            throw new InputException("%s: column '%s' must be a number, text, true, false or null, but is %s"
                    .formatted(place(), names.get(column), token == JsonToken.START_ARRAY ? "an array" : "an object"));
        }
        ColumnBuilder builder = columns[column];
        if (token == JsonToken.VALUE_NULL) {
            builder.addMissing(this, new byte[0], 0, 0);
            return;
        }
        byte[] text = parser.getText().strip().getBytes(StandardCharsets.UTF_8);
        builder.add(Arrays.copyOf(text, text.length + Decimal.PADDING), 0, text.length, this);
    }

    private void checkComplete(BitSet found) {
        if (found.cardinality() == names.size()) {
            return;
        }
        List<String> mistakes = names.stream()
                .filter(column -> !found.get(positions.get(column)))
                .map(column -> "%s: column '%s' is missing (write null for a missing value)".formatted(place(), column))
                .toList();
        throw new InputException(mistakes);
    }

    @Override
    public String place() {
        return "%s:%d:%d".formatted(name, location.getLineNr(), location.getColumnNr());
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException failure) {
            throw DataFile.unreadable(name, failure);
        }
    }
}
