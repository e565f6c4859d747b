package io.primacy.ops.command.savepoint;

import io.primacy.ops.terminal.Figures;
import io.primacy.schema.savepoint.SavepointEntry;
import java.time.Instant;
import java.util.stream.Collectors;

/** Entries in words. */
final class Entries {
    private Entries() {}

    static String learned(SavepointEntry.Contents contents) {
        long learned = contents.models().stream().mapToLong(SavepointEntry.Model::learned).sum();
        int models = contents.models().size();
        return "%s events learned by %d model%s"
                .formatted(Figures.count(learned), models, models == 1 ? "" : "s");
    }

    static String offsets(SavepointEntry.Contents contents) {
        return contents.offsets().stream()
                .map(o -> o.partition() + "=" + o.next())
                .collect(Collectors.joining(","));
    }

    static String eventTime(SavepointEntry.Contents contents) {
        return contents.eventTimeToMillis() == 0
                ? "–"
                : Instant.ofEpochMilli(contents.eventTimeToMillis()).toString();
    }
}
