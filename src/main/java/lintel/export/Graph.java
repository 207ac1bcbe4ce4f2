package lintel.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX graph in the making: opset 13, IR 7, and {@code ai.onnx.ml} 2 where texts are read. Values go by their names;
 * all made here begin with {@code "/"} and are counted, so that none is another's or an input's.
 */
final class Graph {
    /** The types of values used here. */
    enum Type {
        FLOAT(DataType.FLOAT_VALUE),
        DOUBLE(DataType.DOUBLE_VALUE),
        INT(DataType.INT32_VALUE),
        LONG(DataType.INT64_VALUE),
        BOOLEAN(DataType.BOOL_VALUE),
        TEXT(DataType.STRING_VALUE);

        private final int code;

        Type(int code) {
            this.code = code;
        }
    }

    private static final String ML = "ai.onnx.ml";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private boolean usesMl;
    private int next;

    /** @param dimensions a number each, or a text that names one only known when the graph runs */
    String input(String name, Type type, Object... dimensions) {
        graph.addInput(info(name, type, dimensions));
        return name;
    }

    /** Gives {@code value} the name of an output. */
    void output(String name, String value, Type type, Object... dimensions) {
        graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
        graph.addOutput(info(name, type, dimensions));
    }

    /** A node with one output. @return its name */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return add("", operator, inputs, attributes);
    }

    /** A node of {@code ai.onnx.ml}. */
    String mlNode(String operator, List<String> inputs, AttributeProto... attributes) {
        usesMl = true;
        return add(ML, operator, inputs, attributes);
    }

    private String add(String domain, String operator, List<String> inputs, AttributeProto... attributes) {
        String name = name(operator);
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(name)
                .setDomain(domain)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllAttribute(List.of(attributes))
                .addOutput(name);
        graph.addNode(node);
        return name;
    }

    String cast(String value, Type to) {
        return node("Cast", List.of(value), number("to", to.code));
    }

    String floats(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(Type.FLOAT, bytes, shape);
    }

    String doubles(double[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return constant(Type.DOUBLE, bytes, shape);
    }

    String longs(long... values) {
        return integers(values, values.length);
    }

    /** One number without a dimension. */
    String scalar(long value) {
        return integers(new long[] {value});
    }

    private String integers(long[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(Type.LONG, bytes, shape);
    }

    /** {@code [values]}. */
    String texts(List<String> values) {
        TensorProto.Builder tensor = tensor(Type.TEXT, values.size());
        values.forEach(value -> tensor.addStringData(ByteString.copyFromUtf8(value)));
        return constant(tensor);
    }

    private String constant(Type type, ByteBuffer bytes, long... shape) {
        return constant(tensor(type, shape).setRawData(ByteString.copyFrom(bytes.array())));
    }

    private static TensorProto.Builder tensor(Type type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.code);
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        return tensor;
    }

    private String constant(TensorProto.Builder tensor) {
        String name = name("Constant");
        graph.addInitializer(tensor.setName(name));
        return name;
    }

    private String name(String kind) {
        return "/" + kind + "_" + next++;
    }

    static AttributeProto number(String name, long value) {
        return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
    }

    static AttributeProto numbers(String name, long... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto text(String name, String value) {
        return attribute(name, AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto texts(String name, List<byte[]> values) {
        AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFrom(value)));
        return attribute.build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static ValueInfoProto info(String name, Type type, Object... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            shape.addDim(
                    dimension instanceof String symbol
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam(symbol)
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(((Number) dimension).longValue()));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.code)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /**
     * The whole as a file.
     *
     * @param metadata text to text
     */
    byte[] bytes(String name, String version, Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(7)
                .setProducerName("lintel")
                .setProducerVersion(version)
                .setModelVersion(1)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph.setName(name));
        if (usesMl) {
            model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(2));
        }
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }
}
