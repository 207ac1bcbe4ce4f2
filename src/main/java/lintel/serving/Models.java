package lintel.serving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;
import lintel.config.Nearest;

/** The models served, by name. */
final class Models {
    private final Map<String, ModelSlot> slots = new LinkedHashMap<>();

    /** @throws InputException if two have the same name */
    Models(List<ModelSlot> slots) {
        for (ModelSlot slot : slots) {
            String name = slot.name();
            if (this.slots.put(name, slot) != null) {
                slots.forEach(ModelSlot::close);
                throw new InputException(
                        "two models are called '%s': give one another name, as NAME=MODEL".formatted(name));
            }
        }
    }

    List<ModelSlot> all() {
        return List.copyOf(slots.values());
    }

    /**
     * The model of that name, held: the caller must {@link LoadedModel#release} it.
     *
     * @param name    null: the only one there is
     * @param version null: whichever it has
     * @throws RequestException if there is none
     */
    LoadedModel hold(String name, String version) {
        if (name == null && slots.size() > 1) {
            throw new RequestException(
                    RequestException.NOT_FOUND,
                    "there are several models; name one in the path: " + String.join(", ", slots.keySet()));
        }
        ModelSlot slot = name == null ? slots.values().iterator().next() : slots.get(name);
        if (slot == null) {
            throw new RequestException(
                    RequestException.NOT_FOUND,
                    "there is no model '%s'%s".formatted(Texts.shortened(name), Nearest.hint(name, slots.keySet())));
        }
        LoadedModel model = slot.hold();
        if (version != null && !version.equals(model.version())) {
            model.release();
            throw new RequestException(
                    RequestException.NOT_FOUND,
                    "model '%s' is at version '%s', not '%s'"
                            .formatted(slot.name(), model.version(), Texts.shortened(version)));
        }
        return model;
    }
}
