package io.primacy.schema.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The config's JSON pointers as a tree of field names, so that one walk over an event's tokens
 * finds all that is asked for and skips the rest. An array's elements are children named by their
 * index.
 */
final class FieldTree {
    private static final FieldTree[] NONE = {};

    private final Map<String, FieldTree> children = new HashMap<>();
    private final String pointer;
    private FieldTree[] elements = NONE;
    private int[] targets = {};

    FieldTree(String pointer) {
        this.pointer = pointer;
    }

    /** Adds a target: where the value that the JSON pointer (RFC 6901) finds shall go. */
    void add(String jsonPointer, int target) {
        FieldTree node = this;
        for (String name : names(jsonPointer)) {
            String path = node.pointer + "/" + name;
            node = node.children.computeIfAbsent(name, n -> new FieldTree(path));
        }
        int[] more = Arrays.copyOf(node.targets, node.targets.length + 1);
        more[node.targets.length] = target;
        node.targets = more;
    }

    /** To be called once all targets are added. */
    void freeze() {
        for (Map.Entry<String, FieldTree> child : children.entrySet()) {
            child.getValue().freeze();
            if (child.getKey().matches("0|[1-9]\\d{0,5}")) {
                int index = Integer.parseInt(child.getKey());
                if (index >= elements.length) {
                    elements = Arrays.copyOf(elements, index + 1);
                }
                elements[index] = child.getValue();
            }
        }
    }

    /** What is asked for below a field, or {@code null}. */
    FieldTree field(String name) {
        return children.get(name);
    }

    /** What is asked for below an array's element, or {@code null}. */
    FieldTree element(int index) {
        return index < elements.length ? elements[index] : null;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    int[] targets() {
        return targets;
    }

    String pointer() {
        return pointer;
    }

    private static List<String> names(String jsonPointer) {
        List<String> names = new ArrayList<>();
        for (String part : jsonPointer.substring(1).split("/", -1)) {
            names.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return names;
    }
}
