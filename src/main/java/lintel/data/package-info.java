/**
 * From files to the numbers a network reads.
 *
 * <p>A source (CSV, IDX images, sequences in a folder, .zip or table) is read into a typed {@link lintel.data.Table} as
 * it stands; {@link lintel.data.DatasetLoader} finds out what the target means and tells training, validation and test
 * apart; {@link lintel.data.Preprocessing} is learnt from the training split alone and turns any of them into
 * {@link lintel.data.Examples}. A new source gives a {@code Table} and one branch in {@code SourceReader}; a new
 * preprocessing step is one record behind {@link lintel.data.Step}.
 */
package lintel.data;
