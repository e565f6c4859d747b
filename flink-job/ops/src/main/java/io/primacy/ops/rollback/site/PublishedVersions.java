package io.primacy.ops.rollback.site;

import io.primacy.ops.rollback.ServedVersions;
import io.primacy.ops.rollback.plan.AliasMove;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code latest} of a snapshot directory's models. */
public final class PublishedVersions implements ServedVersions {
    private static final String BY = "rollback";

    private final Path root;
    private final Clock clock;

    /**
     * @param root the snapshot directory
     */
    public PublishedVersions(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /**
     * Where {@code latest} goes back to for each model that a savepoint holds: the version that the
     * model had then, or what {@code latest} is at if that is older. A model that was never
     * published stays as it is, and so does one whose {@code latest} somebody holds.
     */
    public List<AliasMove> moves(SavepointEntry.Contents contents) throws IOException {
        SnapshotReader reader = new SnapshotReader(root);
        List<AliasMove> moves = new ArrayList<>();
        for (SavepointEntry.Model model : contents.models()) {
            String directory = SnapshotLayout.modelDirectory(model.key());
            if (model.version() == null || !reader.models().contains(directory)) {
                continue;
            }
            List<SnapshotVersion> visible = reader.versions(directory);
            Optional<SnapshotVersion> back =
                    newest(visible, SnapshotVersion.parse(model.version()));
            Optional<Alias> latest =
                    aliases(model.key())
                            .alias(Aliases.LATEST)
                            .filter(alias -> !isHeldBySomebody(alias));
            if (back.isPresent() && latest.isPresent()) {
                SnapshotVersion now = SnapshotVersion.parse(latest.get().version());
                int lastEpoch = visible.stream().mapToInt(SnapshotVersion::epoch).max().orElse(0);
                moves.add(
                        new AliasMove(
                                model.key(),
                                now.toString(),
                                (now.compareTo(back.get()) < 0 ? now : back.get()).toString(),
                                lastEpoch + 1));
            }
        }
        return moves;
    }

    private static boolean isHeldBySomebody(Alias latest) {
        return latest.hold() != null && latest.hold().untilEpoch() == null;
    }

    /** That version, or the newest before it of its epoch: it may have been refused or swept. */
    private static Optional<SnapshotVersion> newest(
            List<SnapshotVersion> visible, SnapshotVersion wanted) {
        return visible.stream()
                .filter(v -> v.epoch() == wanted.epoch() && v.compareTo(wanted) <= 0)
                .max(SnapshotVersion::compareTo);
    }

    @Override
    public void moveBack(AliasMove move, String reason) throws IOException {
        aliases(move.model())
                .hold(
                        Aliases.LATEST,
                        SnapshotVersion.parse(move.to()),
                        move.untilEpoch(),
                        act(reason));
    }

    @Override
    public void undo(AliasMove move, String reason) throws IOException {
        Aliases aliases = aliases(move.model());
        aliases.release(Aliases.LATEST);
        SnapshotVersion back = SnapshotVersion.parse(move.to());
        // The old job may have published since, if it was never stopped: what is newer stays.
        boolean moved =
                aliases.version(Aliases.LATEST)
                        .filter(v -> v.equals(back) || v.epoch() >= move.untilEpoch())
                        .isPresent();
        if (moved) {
            aliases.move(Aliases.LATEST, SnapshotVersion.parse(move.from()), act(reason));
        }
    }

    @Override
    public boolean hasMovedOn(AliasMove move) throws IOException {
        return aliases(move.model())
                .version(Aliases.LATEST)
                .filter(v -> v.epoch() >= move.untilEpoch())
                .isPresent();
    }

    private Aliases aliases(String model) {
        return new Aliases(new LocalModelFiles(root, SnapshotLayout.modelDirectory(model)));
    }

    private Act act(String reason) {
        return new Act(clock.instant(), BY, reason);
    }
}
