package io.primacy.ops.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.ops.terminal.Terminal;

/** Results as JSON for other programs. */
public final class JsonOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonOutput() {}

    /** Prints a result, indented. */
    public static void print(Terminal terminal, Object result) {
        try {
            terminal.out()
                    .println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result is always JSON.", e);
        }
    }
}
