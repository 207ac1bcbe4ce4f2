package lintel.config;

/** Learnt on the training split only and stored in the model: the {@code preprocessing:} block. */
public record PreprocessingConfig(
        @Rule(
                        doc = "Columns of numbers; boolean columns are imputed by the most frequent"
                                + " value and never scaled",
                        fallback = "{}")
                Numeric numeric,
        @Rule(doc = "Columns of text", fallback = "{}") Categorical categorical) {

    /** Columns of numbers. */
    public record Numeric(
            @Rule(doc = "What a missing number becomes", fallback = "median") NumericMissing missing,
            @Rule(
                            doc = "`standard`: (x - mean) / sd, sd with divisor n; `min-max`: (x -"
                                    + " min) / (max - min); a constant column becomes 0",
                            fallback = "standard")
                    Scale scale) {}

    /** Columns of text. */
    public record Categorical(
            @Rule(
                            doc = "What a missing text becomes: `category`, a category of its own, or"
                                    + " the training split's most frequent one",
                            fallback = "category")
                    CategoricalMissing missing,
            @Rule(
                            doc = "`one-hot`: one 0/1 column per category seen in training, in natural order",
                            fallback = "one-hot")
                    Encode encode,
            @Rule(
                            doc = "What a category not seen in training becomes; `ignore`: all its columns are 0",
                            fallback = "ignore")
                    Unseen unseen,
            @Rule(
                            doc = "More distinct values than this in training is an error",
                            range = "[1, 1000000]",
                            fallback = "1000")
                    int maxCategories) {}

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
