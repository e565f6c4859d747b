package io.primacy.schema.config;

import java.util.List;

/** A configuration that breaks rules; the message lists every problem with its path. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * @param source what was read, for people: a file name
     * @param problems one line each, at least one
     */
    public ConfigException(String source, List<String> problems) {
        super(
                source
                        + " has "
                        + problems.size()
                        + (problems.size() == 1 ? " problem:" : " problems:")
                        + String.join("", problems.stream().map(p -> "\n  " + p).toList()));
        this.problems = List.copyOf(problems);
    }

    /** One line per problem: {@code path: what is wrong, what was found, the way out}. */
    public List<String> problems() {
        return problems;
    }
}
