package io.primacy.ops.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.rollback.plan.AliasMove;
import io.primacy.ops.rollback.site.PublishedVersions;
import io.primacy.ops.savepoint.Savepoints;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishedVersionsTest extends ServedVersionsContract {
    private static final Act BY_HAND = new Act(Instant.EPOCH, "ann", "");

    @TempDir private Path root;
    private Aliases aliases;

    @BeforeEach
    void publish() throws Exception {
        aliases = new Aliases(new LocalModelFiles(root, "default"));
        for (int sequence = 1; sequence <= 9; sequence++) {
            aliases.advance(new SnapshotVersion(1, sequence), Act.ofJob(Instant.EPOCH, ""));
        }
    }

    @Override
    ServedVersions served() {
        return new PublishedVersions(root, Clock.systemUTC());
    }

    @Override
    String latest() throws Exception {
        return aliases.version(Aliases.LATEST).orElseThrow().toString();
    }

    @Override
    void publishNext() throws Exception {
        aliases.advance(new SnapshotVersion(2, 1), Act.ofJob(Instant.EPOCH, ""));
    }

    @Test
    void latestGoesBackToTheVersionThatTheSavepointHas() throws Exception {
        show(4, 9);

        assertThat(moves()).containsExactly(MOVE);
    }

    @Test
    void latestNeverGoesForwardInARollback() throws Exception {
        show(2, 4, 9);
        aliases.move(Aliases.LATEST, new SnapshotVersion(1, 2), BY_HAND);

        assertThat(moves()).containsExactly(new AliasMove("default", "1-000002", "1-000002", 2));
    }

    @Test
    void whatSomebodyHoldsStaysWhereItIs() throws Exception {
        show(4, 9);
        aliases.hold(Aliases.LATEST, new SnapshotVersion(1, 9), null, BY_HAND);

        assertThat(moves()).isEmpty();
    }

    @Test
    void theHoldOfARollbackBeforeDoesNotStandInTheWay() throws Exception {
        show(4, 9);
        aliases.hold(Aliases.LATEST, new SnapshotVersion(1, 9), 2, BY_HAND);

        assertThat(moves()).containsExactly(MOVE);
    }

    private List<AliasMove> moves() throws Exception {
        return new PublishedVersions(root, Clock.systemUTC())
                .moves(Savepoints.entry("abc", "2026-11-25T01:00:00Z").build().contents());
    }

    private void show(int... sequences) throws Exception {
        for (int sequence : sequences) {
            Path version = root.resolve("default/" + new SnapshotVersion(1, sequence));
            Files.createDirectories(version);
            Files.createFile(version.resolve("manifest.json"));
        }
    }

    @Test
    void theJobThatIsStillRunningDoesNotMoveWhatIsHeld() throws Exception {
        served().moveBack(MOVE, "test");

        aliases.advance(new SnapshotVersion(1, 10), Act.ofJob(Instant.EPOCH, ""));

        assertThat(latest()).isEqualTo("1-000004");
        Alias alias = aliases.alias(Aliases.LATEST).orElseThrow();
        assertThat(alias.hold().untilEpoch()).isEqualTo(2);
        assertThat(alias.hold().by()).isEqualTo("rollback");
    }
}
