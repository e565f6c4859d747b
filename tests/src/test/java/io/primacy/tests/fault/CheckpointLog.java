package io.primacy.tests.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What became of a job's checkpoints, from the job manager's log, which outlives the process.
 *
 * @param entries in the order in which they happened
 */
record CheckpointLog(List<Entry> entries) {
    private static final String LINE =
            "(?<what>Triggering checkpoint|Completed checkpoint|Restoring job) (?<id>\\d*).*%s";

    static CheckpointLog read(Path log, String job) throws IOException {
        Pattern pattern = Pattern.compile(LINE.formatted(job));
        List<Entry> entries = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(pattern::matcher).filter(Matcher::find).forEach(m -> entries.add(entry(m)));
        }
        return new CheckpointLog(entries);
    }

    private static Entry entry(Matcher line) {
        return switch (line.group("what")) {
            case "Triggering checkpoint" -> new Triggered(Long.parseLong(line.group("id")));
            case "Completed checkpoint" -> new Completed(Long.parseLong(line.group("id")));
            default -> new Restored();
        };
    }

    /**
     * Whether no restore can undo what happened up to a checkpoint's barrier: it is complete, or a
     * later one is with no restore in between. (Where a checkpoint fails and the job goes on, the
     * next one has all that it would have had.)
     */
    boolean isKept(long checkpoint) {
        boolean triggered = false;
        for (Entry entry : entries) {
            if (entry instanceof Triggered t && t.id == checkpoint) {
                triggered = true;
            } else if (entry instanceof Restored) {
                triggered = false;
            } else if (entry instanceof Completed c && triggered && c.id >= checkpoint) {
                return true;
            }
        }
        return false;
    }

    /** One line of the log that matters. */
    sealed interface Entry {}

    /** Its barriers are about to be sent. */
    record Triggered(long id) implements Entry {}

    /** It can be restored. */
    record Completed(long id) implements Entry {}

    /** The job was set back to one. */
    record Restored() implements Entry {}
}
