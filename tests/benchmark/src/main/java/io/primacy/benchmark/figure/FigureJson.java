package io.primacy.benchmark.figure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Figures as JSON: {@code {"figures": [{"name", "value", "unit", "against", "againstValue",
 * "ratio", "samples", "againstSamples"}]}}; what is absent is {@code null}.
 */
public final class FigureJson {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private FigureJson() {}

    /** The object. */
    public static ObjectNode of(List<Figure> figures) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode array = root.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode node = array.addObject();
            node.put("name", figure.name());
            put(node, "value", figure.value());
            node.put("unit", figure.unit());
            node.put("against", figure.against());
            put(node, "againstValue", figure.againstValue());
            put(node, "ratio", figure.ratio());
            figure.samples().values().forEach(node.putArray("samples")::add);
            figure.againstSamples().values().forEach(node.putArray("againstSamples")::add);
        }
        return root;
    }

    /** Writes the object to a file. */
    public static void write(List<Figure> figures, Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.writeString(file, MAPPER.writeValueAsString(of(figures)) + "\n");
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
