package lintel.config;

import java.util.List;
import java.util.Optional;
import lintel.config.Tree.Mapping;

/** As much of a config as could be understood. Immutable. */
public final class PartialConfig {
    private final List<String> mistakes;
    private final Optional<DataConfig> data;
    private final Mapping tree;

    PartialConfig(List<String> mistakes, Optional<DataConfig> data, Mapping tree) {
        this.mistakes = mistakes;
        this.data = data;
        this.tree = tree;
    }

    /** One line each, in the order of the file; empty when the config is valid. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** The {@code data:} block, if all its values could be read; rules between them may be broken. */
    public Optional<DataConfig> data() {
        return data;
    }

    /** As {@link LocatedConfig#at}. */
    public String at(String key) {
        return LocatedConfig.at(tree, key);
    }
}
