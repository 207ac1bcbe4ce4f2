package lintel.config;

/** Rules between keys, checked once all keys of a block are bound. */
final class CrossRules {
    private CrossRules() {}

    record Keys(Tree.Mapping mapping, String path, Mistakes mistakes) {}

    static void check(Object block, Keys keys) {}
}
