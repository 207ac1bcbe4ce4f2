package lintel.data;

/** Where a key stands in the config, for messages: {@code configs/x.yaml:5:11: 'data.target.column'}. */
@FunctionalInterface
public interface KeyPlace {
    /** Used where the file is not known: {@code 'data.target.column'}. */
    KeyPlace UNKNOWN = "'%s'"::formatted;

    String of(String key);
}
