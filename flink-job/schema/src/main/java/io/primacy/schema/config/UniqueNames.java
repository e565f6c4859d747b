package io.primacy.schema.config;

import java.util.HashMap;
import java.util.Map;

/** The names of a list's mappings while they are read; each may be there once. */
final class UniqueNames {
    private final Map<String, String> seen = new HashMap<>();

    /** The name of a feature or task. */
    String read(Section s) {
        String name = s.requiredText("name", "every feature and task needs one");
        if (!name.isEmpty()) {
            String other = seen.putIfAbsent(name, s.path("name"));
            if (other != null) {
                s.problem(
                        "name",
                        "must be unique, found '" + name + "', which " + other + " is, too");
            }
        }
        return name;
    }
}
