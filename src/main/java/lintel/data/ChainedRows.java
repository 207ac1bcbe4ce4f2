package lintel.data;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lintel.config.InputException;

/** The rows of several files with the same columns, one below the other. */
final class ChainedRows implements RowSource {
    private final DataFile first;
    private final Iterator<DataFile> rest;
    private final Function<DataFile, RowSource> opener;
    private final List<String> names;
    private RowSource current;
    private TableBuilder table;

    /** @param files at least one; each is opened when it is its turn, and closed after its last row */
    ChainedRows(List<DataFile> files, Function<DataFile, RowSource> opener) {
        this.first = files.get(0);
        this.rest = files.subList(1, files.size()).iterator();
        this.opener = opener;
        this.current = opener.apply(first);
        this.names = current.names();
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void into(TableBuilder builder) {
        table = builder;
        current.into(builder);
    }

    @Override
    public boolean next() {
        while (!current.next()) {
            if (!rest.hasNext()) {
                return false;
            }
            current.close();
            DataFile file = rest.next();
            current = opener.apply(file);
            Optional<String> difference = TableFiles.difference(names, current.names());
            if (difference.isPresent()) {
                throw new InputException("%s: the header must be that of %s, but %s"
                        .formatted(file.name(), first.name(), difference.get()));
            }
            current.into(table);
        }
        return true;
    }

    @Override
    public void close() {
        current.close();
    }
}
