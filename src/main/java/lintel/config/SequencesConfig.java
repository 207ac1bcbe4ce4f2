package lintel.config;

import java.util.Optional;

/**
 * How rows form sequences: the {@code sequences:} block. Either one file per sequence ({@code files}, with
 * {@code targets} a table of one row per sequence, or the target a column of every step), or one table whose
 * {@code id} column tells the sequences apart.
 */
public record SequencesConfig(
        @Rule(
                        doc = "Glob of the sequence files inside the source (folder or .zip); its `*`"
                                + " is the sequence's id",
                        text = TextKind.PATH)
                Optional<String> files,
        @Rule(
                        doc = "Table inside the source with one row per sequence; left out: the"
                                + " target stands at every step",
                        text = TextKind.PATH)
                Optional<String> targets,
        @Rule(doc = "Column that names the sequence: in `targets` when that is given, else in the source")
                Optional<String> id,
        @Rule(doc = "Column that orders the steps within a sequence; left out: file order") Optional<String> order,
        @Rule(doc = "A longer sequence is an error", range = "[1, 100000000]", fallback = "10000") int maxSteps) {}
