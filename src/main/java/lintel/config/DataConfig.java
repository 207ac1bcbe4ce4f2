package lintel.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the examples come from and what they mean: the {@code data:} block.
 *
 * @param source    file(s) with the examples
 * @param types     declared column types; they win over inferred ones
 * @param missing   texts that stand for a missing value, compared as source text after trimming
 * @param target    what is to be predicted
 * @param features  which columns the model sees, and how a row becomes steps or a sequence becomes a row
 * @param split     how training, validation and test are told apart
 * @param sequences present when an example is a sequence of rows
 */
public record DataConfig(
        SourceConfig source,
        Map<String, ColumnType> types,
        List<String> missing,
        TargetConfig target,
        FeaturesConfig features,
        SplitConfig split,
        Optional<SequencesConfig> sequences) {}
