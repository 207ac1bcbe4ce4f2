package lintel.config;

import java.util.Map;
import lintel.config.Tree.Entry;
import lintel.config.Tree.Items;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;

/**
 * Writes a config as YAML with every default filled in, keys in the order of the records; reading it gives an
 * equal one.
 */
public final class ConfigWriter {
    private final StringBuilder yaml = new StringBuilder();

    private ConfigWriter() {}

    /** The whole config, ending with a newline. */
    public static String yaml(ExperimentConfig config) {
        ConfigWriter writer = new ConfigWriter();
        writer.block((Mapping) tree(config), "");
        return writer.yaml.toString();
    }

    /** The config as if it had just been read from its own YAML. */
    static LocatedConfig located(ExperimentConfig config) {
        return ConfigReader.bind((Mapping) tree(config), new Mistakes());
    }

    private static Tree tree(ExperimentConfig config) {
        return new TreeMaker(Place.of(config.name())).tree(Forms.experiment(), config);
    }

    private void block(Mapping mapping, String indent) {
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            Tree value = entry.getValue().value();
            yaml.append(indent).append(PlainText.written(entry.getKey())).append(':');
            if (value instanceof Mapping nested && !nested.entries().isEmpty()) {
                yaml.append('\n');
                block(nested, indent + "  ");
            } else {
                yaml.append(' ');
                inline(value);
                yaml.append('\n');
            }
        }
    }

    /** A value on one line; of mappings only the empty one. */
    static String flow(Tree value) {
        ConfigWriter writer = new ConfigWriter();
        writer.inline(value);
        return writer.yaml.toString();
    }

    private void inline(Tree value) {
        if (value instanceof Scalar scalar) {
            yaml.append(scalar.type() == ScalarType.TEXT ? PlainText.written(scalar.text()) : scalar.text());
        } else if (value instanceof Items list) {
            yaml.append('[');
            for (int i = 0; i < list.items().size(); i++) {
                yaml.append(i == 0 ? "" : ", ");
                inline(list.items().get(i));
            }
            yaml.append(']');
        } else {
            yaml.append("{}"); // of mappings only empty ones stand in a line
        }
    }
}
