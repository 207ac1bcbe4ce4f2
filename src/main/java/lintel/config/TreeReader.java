package lintel.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.Tree.Entry;
import lintel.config.Tree.Items;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML text to a {@link Tree}, from the parser's events, so that nothing is resolved or constructed on the way. Size,
 * depth and the number of values after aliases are capped: no file can exhaust stack or heap ("billion laughs").
 */
final class TreeReader {
    /** Longest text read, in code points. */
    static final int LONGEST_TEXT = 1 << 20;

    private static final int DEEPEST = 50;
    private static final int MOST_VALUES = 100_000;

    /** What an anchor names. @param values how many values it stands for, aliases in it written out */
    private record Anchored(Tree tree, int values) {}

    private final String source;
    private final Mistakes mistakes;
    private final Iterator<Event> events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    private TreeReader(String text, String source, Mistakes mistakes) {
        this.source = source;
        this.mistakes = mistakes;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(LONGEST_TEXT)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * The one document in {@code text}, empty if it holds nothing but blanks and comments.
     *
     * @param mistakes takes what can be read past: duplicate keys and foreign tags
     * @throws InputException if it is not YAML or beyond a cap
     */
    static Optional<Tree> read(String text, String source, Mistakes mistakes) {
        try {
            return new TreeReader(text, source, mistakes).document();
        } catch (MarkedYamlEngineException failure) {
            String problem = failure.getProblem() == null ? failure.getContext() : failure.getProblem();
            String place = failure.getProblemMark()
                    .map(mark -> place(source, mark).toString())
                    .orElse(source);
            String said =
                    problem.contains("\\t(TAB)") ? "indent with blanks, not with a tab" : Quote.shortened(problem);
            throw new InputException(place + ": not valid YAML: " + said, failure);
        } catch (YamlEngineException failure) {
            throw new InputException(source + ": not valid YAML: " + Quote.shortened(failure.getMessage()), failure);
        }
    }

    private Optional<Tree> document() {
        Tree tree = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                if (tree != null) {
                    throw new InputException(place(node) + ": holds a second document; one is expected");
                }
                tree = tree(node, "", 0);
            }
        }
        return Optional.ofNullable(tree);
    }

    private Tree tree(NodeEvent event, String path, int depth) {
        Place place = place(event);
        require(depth <= DEEPEST, place, "is nested deeper than " + DEEPEST + " levels");
        if (event instanceof AliasEvent alias) {
            return aliased(alias, place);
        }
        int before = values++;
        require(values <= MOST_VALUES, place, "holds more than " + MOST_VALUES + " values");
        Tree tree;
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place);
            tree = scalar.isPlain() ? Scalar.plain(place, scalar.getValue()) : Scalar.quoted(place, scalar.getValue());
        } else {
            refuseTag(((CollectionStartEvent) event).getTag(), place);
            tree = event.getEventId() == Event.ID.SequenceStart
                    ? items(place, path, depth)
                    : mapping(place, path, depth);
        }
        event.getAnchor().ifPresent(name -> anchors.put(name.getValue(), new Anchored(tree, values - before)));
        return tree;
    }

    private Tree aliased(AliasEvent alias, Place place) {
        Anchored anchored = anchors.get(alias.getAlias().getValue());
        require(anchored != null, place, "the alias *" + alias.getAlias().getValue() + " names nothing above it");
        values += anchored.values;
        require(values <= MOST_VALUES, place, "holds more than " + MOST_VALUES + " values");
        return anchored.tree;
    }

    private Items items(Place place, String path, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Event next = events.next(); next instanceof NodeEvent node; next = events.next()) {
            items.add(tree(node, path + "[" + items.size() + "]", depth + 1));
        }
        return new Items(place, items);
    }

    private Mapping mapping(Place place, String path, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event next = events.next(); next instanceof NodeEvent node; next = events.next()) {
            Place keyPlace = place(node);
            Tree key = tree(node, path, depth + 1);
            String name = key instanceof Scalar scalar ? scalar.text() : "";
            String valuePath = KeyPath.child(path, name);
            Tree value = tree((NodeEvent) events.next(), valuePath, depth + 1);
            Entry first = entries.get(name);
            if (name.isEmpty()) {
                mistakes.add(keyPlace, "a key must be text, but is " + key.found());
            } else if (first != null) {
                mistakes.add(
                        keyPlace,
                        "'%s' is given twice, first in line %d"
                                .formatted(valuePath, first.key().line()));
            } else {
                entries.put(name, new Entry(keyPlace, value));
            }
        }
        return new Mapping(place, entries);
    }

    private void refuseTag(Optional<String> tag, Place place) {
        if (tag.isPresent() && !tag.get().equals("!")) {
            mistakes.add(place, "YAML tags are not supported, but there is " + Quote.shortened(tag.get()));
        }
    }

    private Place place(NodeEvent event) {
        return event.getStartMark().map(mark -> place(source, mark)).orElse(Place.of(source));
    }

    private static Place place(String source, Mark mark) {
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static void require(boolean holds, Place place, String problem) {
        if (!holds) {
            throw new InputException(place + ": " + problem);
        }
    }
}
