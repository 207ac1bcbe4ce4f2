package lintel.config;

/** Learnt on the training split only and stored in the model: the {@code preprocessing:} block. */
public record PreprocessingConfig(Numeric numeric, Categorical categorical) {
    /** Columns of numbers (and booleans, which are imputed by the most frequent value and never scaled). */
    public record Numeric(NumericMissing missing, Scale scale) {}

    /** Columns of text. @param maxCategories more distinct values than this in training is an error */
    public record Categorical(CategoricalMissing missing, Encode encode, Unseen unseen, int maxCategories) {}

    /** What a missing number becomes. */
    public enum NumericMissing {
        MEDIAN,
        MEAN,
        ZERO,
        ERROR
    }

    /** STANDARD: (x - mean) / sd, sd with divisor n; MIN_MAX: (x - min) / (max - min). A constant column becomes 0. */
    public enum Scale {
        STANDARD,
        MIN_MAX,
        NONE
    }

    /** CATEGORY: missing is a category of its own; MOST_FREQUENT: the training split's most frequent category. */
    public enum CategoricalMissing {
        CATEGORY,
        MOST_FREQUENT,
        ERROR
    }

    /** ONE_HOT: one 0/1 column per category seen in training, in natural order. */
    public enum Encode {
        ONE_HOT
    }

    /** What a category not seen in training becomes. IGNORE: all its columns are 0. */
    public enum Unseen {
        IGNORE,
        ERROR
    }
}
