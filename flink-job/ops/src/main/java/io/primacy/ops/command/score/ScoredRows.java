package io.primacy.ops.command.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.primacy.ops.terminal.Terminal;
import io.primacy.serving.Scores;

/** Prints rows as they are scored: tab-separated with a header, or JSON lines. */
final class ScoredRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;
    private final boolean json;
    private long scored;
    private long refused;

    ScoredRows(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /**
     * A row that was scored.
     *
     * @param line its line in the file
     * @param index of its candidate in {@code scores}
     */
    void scored(long line, Scores scores, int index) {
        if (json) {
            ObjectNode row = JSON.createObjectNode().put("line", line);
            row.put("version", scores.version());
            ObjectNode predictions = row.putObject("predictions");
            for (int t = 0; t < scores.tasks().size(); t++) {
                predictions.put(scores.tasks().get(t), scores.value(index, t));
            }
            terminal.out().println(row);
        } else {
            if (scored == 0) {
                terminal.out().println("line\t" + String.join("\t", scores.tasks()));
            }
            StringBuilder row = new StringBuilder(Long.toString(line));
            for (int t = 0; t < scores.tasks().size(); t++) {
                row.append('\t').append(scores.value(index, t));
            }
            terminal.out().println(row);
        }
        scored++;
    }

    /** A row that cannot be encoded. */
    void refused(long line, String reason) {
        String plain = reason.replaceFirst("^Candidate \\d+: ", "");
        if (json) {
            terminal.out().println(JSON.createObjectNode().put("line", line).put("error", plain));
        } else {
            terminal.err().println("Line " + line + " is not scored: " + plain);
        }
        refused++;
    }

    long scored() {
        return scored;
    }

    long refused() {
        return refused;
    }
}
