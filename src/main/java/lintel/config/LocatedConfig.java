package lintel.config;

import lintel.config.Tree.Mapping;

/** A config that still knows where each of its values was written, so that later checks can say so. Immutable. */
public final class LocatedConfig {
    private final ExperimentConfig config;
    private final Mapping tree;

    LocatedConfig(ExperimentConfig config, Mapping tree) {
        this.config = config;
        this.tree = tree;
    }

    /** The config itself, complete with defaults. */
    public ExperimentConfig config() {
        return config;
    }

    /**
     * Where a value was written, and its name: {@code configs/x.yaml:5:11: 'data.target.column'}, to begin a
     * message. If the key was left out, the place is that of the nearest block around it.
     *
     * @param key dotted name; an item of a list is {@code data.features.exclude[2]}
     */
    public String at(String key) {
        return at(tree, key);
    }

    static String at(Mapping tree, String key) {
        return tree.placeOf(key) + ": '" + key + "'";
    }

    /**
     * The config with one value replaced, checked like a file.
     *
     * @param key   dotted name, as in {@code training.epochs}
     * @param value text, number, boolean, list or map of these; null removes the key
     * @throws InputException if the key is unknown or the config would break a rule
     */
    public LocatedConfig with(String key, Object value) {
        Mistakes mistakes = new Mistakes();
        Mapping changed = Overrides.set(tree, key, Plain.tree(key, value), mistakes);
        mistakes.throwIfAny();
        return ConfigReader.bind(changed, mistakes);
    }
}
