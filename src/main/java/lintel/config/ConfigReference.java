package lintel.config;

import java.util.List;
import lintel.config.Form.Block;
import lintel.config.Form.ByShape;
import lintel.config.Form.Inline;
import lintel.config.Form.Key;
import lintel.config.Form.ListOf;
import lintel.config.Form.MapOf;
import lintel.config.Form.Named;
import lintel.config.Form.Word;

/** The README's reference of every key, as Markdown: one table per top-level block, one row per key. */
public final class ConfigReference {
    private final StringBuilder page = new StringBuilder();

    private ConfigReference() {}

    /** The page, with headings of level three, ending with a newline. */
    public static String markdown() {
        ConfigReference reference = new ConfigReference();
        List<Key> keys = Forms.experiment().keys();
        reference.heading("The run file");
        keys.stream().filter(key -> !composed(key.form())).forEach(key -> reference.row(key, key.name()));
        for (Key key : keys) {
            if (composed(key.form())) {
                reference.heading("`" + key.name() + "`");
                reference.row(key, key.name());
                reference.nested(key.form(), key.name());
            }
        }
        return reference.page.toString();
    }

    private void heading(String title) {
        page.append(page.isEmpty() ? "" : "\n").append("### ").append(title).append("\n\n");
        page.append("| Key | Value | Default | Meaning |\n|---|---|---|---|\n");
    }

    private void nested(Form form, String path) {
        if (form instanceof Block block) {
            for (Key key : block.keys()) {
                String child = KeyPath.child(path, key.name());
                row(key, child);
                nested(key.form(), child);
            }
        } else if (form instanceof Named named) {
            for (Block choice : named.choices()) {
                row(KeyPath.child(path, choice.name()), "", "", choice.doc());
                nested(choice, KeyPath.child(path, choice.name()));
            }
        }
    }

    private void row(Key key, String path) {
        String fallback = key.required() ? "required" : key.fallback() == null ? "" : written(key);
        row(path, kind(key.form()), fallback, key.doc());
    }

    private void row(String path, String kind, String fallback, String doc) {
        page.append("| `%s` | %s | %s | %s |\n".formatted(path, kind, fallback, doc));
    }

    private static String written(Key key) {
        if (key.fallback().equals(Forms.FILE_NAME)) {
            return ExperimentConfig.FILE_NAME;
        }
        String yaml = ConfigWriter.flow(key.fallback());
        return yaml.equals("{}") && composed(key.form()) ? "" : "`" + yaml + "`";
    }

    private static String kind(Form form) {
        if (form instanceof Word word) {
            return quoted(word.values().keySet().stream().toList());
        }
        if (form instanceof Named named) {
            return quoted(named.names());
        }
        if (form instanceof Block block) {
            return block.shorthand() == null
                    ? ""
                    : kind(block.key(block.shorthand()).orElseThrow().form()) + ", or keys";
        }
        if (form instanceof ListOf list) {
            return "list of " + kind(list.element()).replaceFirst("^(\\w+)", "$1s");
        }
        if (form instanceof MapOf map) {
            return "name to " + kind(map.value());
        }
        if (form instanceof Inline inline) {
            return kind(inline.value());
        }
        if (form instanceof ByShape shapes) {
            return String.join(
                    ", or ",
                    shapes.choices().stream().map(ConfigReference::shape).toList());
        }
        return form.rule().replaceFirst("^an? ", "");
    }

    /** Of a block among other shapes all keys are named, since it has no rows of its own. */
    private static String shape(Form form) {
        return form instanceof Block block ? "`{" + String.join(", ", block.keyNames()) + "}`" : kind(form);
    }

    private static boolean composed(Form form) {
        return form instanceof Block || form instanceof Named;
    }

    private static String quoted(List<String> words) {
        return "`" + String.join("`, `", words) + "`";
    }
}
