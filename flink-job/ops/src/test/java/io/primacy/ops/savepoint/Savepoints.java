package io.primacy.ops.savepoint;

import io.primacy.schema.savepoint.SavepointEntry;
import java.util.ArrayList;
import java.util.List;

/** Entries for tests. */
public final class Savepoints {
    public static final String DIGEST = "5f2ea0c4d1b7";

    private final String id;
    private final String time;
    private final List<SavepointEntry.Offset> offsets = new ArrayList<>();
    private SavepointEntry.Origin origin = SavepointEntry.Origin.MANUAL;
    private List<String> arguments = List.of();
    private List<SavepointEntry.File> files = List.of();
    private String configDigest = DIGEST;
    private String snapshots;
    private String learner = "feed";
    private String model = "default";

    private Savepoints(String id, String time) {
        this.id = id;
        this.time = time;
    }

    public static Savepoints entry(String id, String time) {
        return new Savepoints(id, time);
    }

    public Savepoints automatic() {
        origin = SavepointEntry.Origin.AUTOMATIC;
        return this;
    }

    public Savepoints learner(String name) {
        learner = name;
        return this;
    }

    public Savepoints arguments(String... given) {
        arguments = List.of(given);
        return this;
    }

    public Savepoints files(List<SavepointEntry.File> all) {
        files = all;
        return this;
    }

    public Savepoints snapshots(String directory) {
        snapshots = directory;
        return this;
    }

    public Savepoints configDigest(String digest) {
        configDigest = digest;
        return this;
    }

    public Savepoints model(String key) {
        model = key;
        return this;
    }

    public Savepoints offset(int partition, long next) {
        offsets.add(new SavepointEntry.Offset(partition, next));
        return this;
    }

    public SavepointEntry build() {
        return new SavepointEntry(
                SavepointEntry.FORMAT_VERSION,
                id,
                "file:/savepoints/savepoint-" + id,
                time,
                origin,
                learner,
                "0123456789abcdef0123456789abcdef",
                7,
                arguments,
                configDigest,
                snapshots,
                "",
                files,
                new SavepointEntry.Contents(
                        1,
                        offsets,
                        0,
                        1,
                        2,
                        List.of(
                                new SavepointEntry.Model(
                                        model, 2, 6, 384, 16, 2, "1-000004", DIGEST, List.of()))));
    }
}
