package lintel.export;

import java.util.ArrayList;
import java.util.List;
import lintel.data.Target;

/** The inputs and outputs of a graph, as the formats around it describe them. */
final class GraphPorts {
    private final Signature signature;

    GraphPorts(Signature signature) {
        this.signature = signature;
    }

    /** What an element is. */
    enum Element {
        FLOAT32,
        INT32,
        TEXT
    }

    /** @param shape behind the batch axis; -1: any */
    record Port(String name, Element element, List<Integer> shape) {
        Port {
            shape = List.copyOf(shape);
        }
    }

    List<Port> inputs() {
        boolean steps = signature.steps().isPresent();
        List<Port> ports = new ArrayList<>();
        if (signature.perColumn()) {
            for (Signature.Column column : signature.columns()) {
                Element element = column.text() ? Element.TEXT : Element.FLOAT32;
                ports.add(new Port(column.input(), element, steps ? List.of(-1, 1) : List.of(1)));
            }
        } else {
            int width = signature.features();
            ports.add(new Port(Signature.FEATURES, Element.FLOAT32, steps ? List.of(-1, width) : List.of(width)));
        }
        if (steps) {
            ports.add(new Port(Signature.LENGTHS, Element.INT32, List.of()));
        }
        return ports;
    }

    List<Port> outputs() {
        List<Integer> time = signature.everyStep() ? List.of(-1) : List.of();
        List<Integer> perOutput = new ArrayList<>(time);
        perOutput.add(signature.outputs());
        boolean several = signature.kind() == Target.Kind.MULTI_LABEL;
        return List.of(
                new Port(Signature.PROBABILITY, Element.FLOAT32, perOutput),
                new Port(Signature.LABEL, Element.TEXT, several ? perOutput : time));
    }
}
