package io.primacy.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.primacy.schema.snapshot.OnnxSignature.Port;
import io.primacy.schema.snapshot.SnapshotException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX graph being built. Values are known by their names; what is not an input or output has a
 * name that begins with a slash. The same calls give the same bytes.
 */
final class Graph {
    private static final String ML_DOMAIN = "ai.onnx.ml";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> names = new HashSet<>();
    private int constants;

    Graph(String name) {
        graph.setName(name);
    }

    /** Declares what the graph takes. */
    String input(Port port) {
        graph.addInput(value(port));
        return port.name();
    }

    /** Declares what the graph gives; a node must make it. */
    void output(Port port) {
        graph.addOutput(value(port));
    }

    private ValueInfoProto value(Port port) {
        claim(port.name());
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int d = 0; d < port.shape().size(); d++) {
            long size = port.shape().get(d);
            if (size >= 0) {
                shape.addDimBuilder().setDimValue(size);
            } else {
                shape.addDimBuilder().setDimParam(d == 0 ? "batch" : port.name() + ".count");
            }
        }
        TensorProto.DataType type =
                port.type().equals("int64")
                        ? TensorProto.DataType.INT64
                        : TensorProto.DataType.FLOAT;
        return ValueInfoProto.newBuilder()
                .setName(port.name())
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(type.getNumber())
                                                .setShape(shape)))
                .build();
    }

    /** A constant tensor, row-major. */
    String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** A constant of one number without dimensions. */
    String scalar(float value) {
        return floats("/constant." + constants++, new float[] {value});
    }

    /** A constant tensor, row-major. */
    String longs(String name, long[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(name, TensorProto.DataType.INT64, bytes, shape);
    }

    /** A constant vector of sizes, axes and the like. */
    String longs(long... values) {
        return longs("/constant." + constants++, values, values.length);
    }

    /** A constant of one number without dimensions. */
    String scalar(long value) {
        return longs("/constant." + constants++, new long[] {value});
    }

    /** A constant of one unsigned number without dimensions. */
    String unsigned(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0, value);
        return tensor("/constant." + constants++, TensorProto.DataType.UINT64, bytes);
    }

    private String tensor(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        claim(name);
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(type.getNumber())
                        .setRawData(ByteString.copyFrom(bytes.array()));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Adds a node of one output. */
    String node(String operator, String output, List<String> inputs, AttributeProto... with) {
        nodes(operator, List.of(output), inputs, with);
        return output;
    }

    /** Adds a node of several outputs. */
    void nodes(String operator, List<String> outputs, List<String> inputs, AttributeProto... with) {
        add("", operator, outputs, inputs, with);
    }

    /** Adds a node of the operator set for classical machine learning. */
    String ml(String operator, String output, List<String> inputs, AttributeProto... with) {
        add(ML_DOMAIN, operator, List.of(output), inputs, with);
        return output;
    }

    private void add(
            String domain,
            String operator,
            List<String> outputs,
            List<String> inputs,
            AttributeProto... with) {
        for (String output : outputs) {
            boolean declared =
                    graph.getOutputList().stream().anyMatch(o -> o.getName().equals(output));
            if (!declared) {
                claim(output);
            }
        }
        graph.addNode(
                NodeProto.newBuilder()
                        .setName(outputs.get(0))
                        .setOpType(operator)
                        .setDomain(domain)
                        .addAllInput(inputs)
                        .addAllOutput(outputs)
                        .addAllAttribute(List.of(with)));
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new SnapshotException(
                    "ONNX graph: two values are named '"
                            + name
                            + "'; rename the feature or task of that name.");
        }
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto attribute(String name, long[] values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /**
     * The model's bytes.
     *
     * @param irVersion version of the file format that goes with the operator set
     * @param metadata what a reader of the file alone should know
     */
    byte[] model(long irVersion, int opset, boolean ml, Map<String, String> metadata) {
        ModelProto.Builder model =
                ModelProto.newBuilder()
                        .setIrVersion(irVersion)
                        .setProducerName("primacy")
                        .addOpsetImport(opset("", opset))
                        .setGraph(graph);
        if (ml) {
            model.addOpsetImport(opset(ML_DOMAIN, 2));
        }
        metadata.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        e ->
                                model.addMetadataPropsBuilder()
                                        .setKey(e.getKey())
                                        .setValue(e.getValue()));
        return model.build().toByteArray();
    }

    private static OperatorSetIdProto opset(String domain, long version) {
        return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
    }
}
