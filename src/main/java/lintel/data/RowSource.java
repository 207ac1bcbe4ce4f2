package lintel.data;

import java.io.Closeable;
import java.util.List;

/** Rows read one after the other from a file, bound to a table being built. */
interface RowSource extends Closeable {
    /** Columns the source has, in its order. */
    List<String> names();

    /** Reads from now on into {@code table}. */
    void into(TableBuilder table);

    /** Gives every column the next row's value, without ending the row; false when there are no more rows. */
    boolean next();

    @Override
    void close();
}
