package lintel.config;

import lintel.config.Tree.Entry;
import lintel.config.Tree.Scalar;

/** What the rules between keys need to know of a block's source: what was written, and where to point. */
record BoundBlock(Tree.Mapping mapping, String path, Mistakes mistakes) {
    /** Whether the key was written, whatever its value. */
    boolean given(String key) {
        return mapping.entries().containsKey(key);
    }

    /** The scalar written for a key; empty if it was left out or is no scalar. */
    String written(String key) {
        Entry entry = mapping.entries().get(key);
        return entry != null && entry.value() instanceof Scalar scalar ? scalar.text() : "";
    }

    /** @param key  dotted name within the block; @param rule a format that follows the key's name */
    void require(boolean holds, String key, String rule, Object... values) {
        if (!holds) {
            refuse(key, rule.formatted(values));
        }
    }

    void refuse(String key, String rule) {
        mistakes.add(mapping.placeOf(key), "'%s' %s".formatted(KeyPath.child(path, key), rule));
    }
}
