package lintel.config;

import java.util.Optional;

/**
 * How rows form sequences: the {@code sequences:} block. Either one file per sequence ({@code files}, with
 * {@code targets} a table of one row per sequence, or the target a column of every step), or one table whose
 * {@code id} column tells the sequences apart.
 *
 * @param files    glob of the sequence files inside the source (folder or .zip); its {@code *} is the sequence's id
 * @param targets  table inside the source with one row per sequence; absent: the target stands at every step
 * @param id       column that names the sequence: in {@code targets} when {@code files} is given, else in the source
 * @param order    column that orders the steps within a sequence; absent: file order
 * @param maxSteps a longer sequence is an error
 */
public record SequencesConfig(
        Optional<String> files, Optional<String> targets, Optional<String> id, Optional<String> order, int maxSteps) {}
