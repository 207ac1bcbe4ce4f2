package lintel.config;

/** What a column holds. Boolean columns hold true/false (any case) and become 1/0. */
public enum ColumnType {
    NUMERIC,
    CATEGORICAL,
    BOOLEAN
}
