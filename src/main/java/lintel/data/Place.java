package lintel.data;

/** Something that is being read and can say where it stands. */
@FunctionalInterface
interface Place {
    /** Where the value last read begins, for messages: {@code data.csv:17:3}. */
    String place();
}
