package lintel.config;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a value in the config must look like: one description for binder, overrides, writer, schema and reference. */
sealed interface Form {
    /** The end of the sentence "'key' must be …". */
    String rule();

    /** Text, by its source. */
    record Text(TextKind kind) implements Form {
        @Override
        public String rule() {
            return kind.rule();
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Form {
        @Override
        public String rule() {
            return "true or false";
        }
    }

    /** @param type {@code int} or {@code long} */
    record Whole(Range range, Class<?> type) implements Form {
        @Override
        public String rule() {
            return "an integer" + range.rule();
        }
    }

    /** A finite number. */
    record Decimal(Range range) implements Form {
        @Override
        public String rule() {
            return "a number" + range.rule();
        }
    }

    /** One of a few words. @param values what each word means to the records, in the order to be listed */
    record Word(Map<String, Object> values) implements Form {
        @Override
        public String rule() {
            return values.size() == 1
                    ? "'" + values.keySet().iterator().next() + "'"
                    : "one of " + String.join(", ", values.keySet());
        }
    }

    /** {@code [a, b]}, or a single scalar for a list of one. */
    record ListOf(Form element, int atLeast) implements Form {
        @Override
        public String rule() {
            return "a list" + (atLeast > 0 ? " of at least " + atLeast : "") + ", each " + element.rule();
        }

        /** Names, words and values are sets in disguise: one that stands there twice is a slip of the pen. */
        boolean distinct() {
            return element instanceof Text || element instanceof Word;
        }
    }

    /** A mapping whose keys are the user's. */
    record MapOf(Form value, int atLeast) implements Form {
        @Override
        public String rule() {
            return "a mapping" + (atLeast > 0 ? " of at least " + atLeast + " names" : "") + ", each to "
                    + value.rule();
        }
    }

    /**
     * A mapping with known keys, which becomes a record.
     *
     * @param name      what the block is called as one choice of several: {@code lstm}
     * @param shorthand the key whose value may stand for the whole mapping; null: none
     */
    record Block(String name, String doc, List<Key> keys, String shorthand, Constructor<?> constructor)
            implements Form {
        Optional<Key> key(String wanted) {
            for (Key key : keys) {
                if (key.name.equals(wanted)) {
                    return Optional.of(key);
                }
            }
            return Optional.empty();
        }

        List<String> keyNames() {
            return keys.stream().map(Key::name).toList();
        }

        /** Whether {@code {}} is enough. */
        boolean complete() {
            return keys.stream().noneMatch(Key::required);
        }

        @Override
        public String rule() {
            String mapping = "a mapping with the keys " + String.join(", ", keyNames());
            return shorthand == null
                    ? mapping
                    : key(shorthand).orElseThrow().form.rule() + ", or " + mapping;
        }
    }

    /** {@code lstm: {…}}: exactly one of several blocks, told apart by name; a complete one may be empty. */
    record Named(List<Block> choices) implements Form {
        Optional<Block> choice(String name) {
            return choices.stream().filter(block -> block.name.equals(name)).findFirst();
        }

        List<String> names() {
            return choices.stream().map(Block::name).toList();
        }

        /** Names that need no mapping after them. */
        List<String> completeNames() {
            return choices.stream().filter(Block::complete).map(Block::name).toList();
        }

        @Override
        public String rule() {
            return "one of " + String.join(", ", names());
        }
    }

    /** One of several forms, told apart by whether the value is a number, a text, a list or a mapping. */
    record ByShape(List<Form> choices) implements Form {
        @Override
        public String rule() {
            return String.join(", or ", choices.stream().map(Form::rule).toList());
        }
    }

    /** A record written as the value of its only component. */
    record Inline(Form value, Constructor<?> constructor) implements Form {
        @Override
        public String rule() {
            return value.rule();
        }
    }

    /**
     * One key of a block.
     *
     * @param fallback the value when the key is left out; null: none
     * @param optional whether the record holds an {@code Optional}
     */
    record Key(String name, String doc, Form form, Tree fallback, boolean optional) {
        boolean required() {
            return fallback == null && !optional;
        }
    }
}
