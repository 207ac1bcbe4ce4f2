package lintel.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML as written, before anything is known about its meaning: every value keeps its place and its source text. */
sealed interface Tree {
    Place place();

    /** The value as a message quotes it: short, on one line. */
    String found();

    /** @param text source text, unescaped and without quotes */
    record Scalar(Place place, String text, ScalarType type) implements Tree {
        /** An unquoted scalar. */
        static Scalar plain(Place place, String text) {
            return new Scalar(place, text, ScalarType.ofPlain(text));
        }

        /** Text that no rule of YAML turns into anything else. */
        static Scalar quoted(Place place, String text) {
            return new Scalar(place, text, ScalarType.TEXT);
        }

        @Override
        public String found() {
            if (type == ScalarType.NULL && text.isEmpty()) {
                return "empty";
            }
            boolean bare = type != ScalarType.WORD && type != ScalarType.TEXT;
            return bare ? Quote.shortened(text) : "'" + Quote.shortened(text) + "'";
        }
    }

    /** A YAML sequence. */
    record Items(Place place, List<Tree> items) implements Tree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list of " + items.size();
        }
    }

    /** A YAML mapping with text keys, in the order written. */
    record Mapping(Place place, Map<String, Entry> entries) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        static Mapping empty(Place place) {
            return new Mapping(place, Map.of());
        }

        static Mapping of(String key, Tree value) {
            return new Mapping(value.place(), Map.of(key, new Entry(value.place(), value)));
        }

        /** Where a value stands, or if it was left out the nearest block around it. @param path as in a message */
        Place placeOf(String path) {
            Tree found = this;
            Place nearest = place;
            for (String step : KeyPath.split(path.replace("[", ".["))) {
                if (found instanceof Mapping mapping && mapping.entries.containsKey(step)) {
                    Entry entry = mapping.entries.get(step);
                    found = entry.value();
                    nearest = found instanceof Mapping ? entry.key() : found.place();
                } else if (found instanceof Items list && step.startsWith("[")) {
                    found = list.items.get(Integer.parseInt(step.substring(1, step.length() - 1)));
                    nearest = found.place();
                } else {
                    return nearest;
                }
            }
            return nearest;
        }

        @Override
        public String found() {
            return "a mapping of " + entries.size();
        }
    }

    /** One key of a mapping. @param key where the key stands; the value has a place of its own */
    record Entry(Place key, Tree value) {}
}
