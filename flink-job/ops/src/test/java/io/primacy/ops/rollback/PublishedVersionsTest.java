package io.primacy.ops.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.rollback.site.PublishedVersions;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishedVersionsTest extends ServedVersionsContract {
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
    void theJobThatIsStillRunningDoesNotMoveWhatIsHeld() throws Exception {
        served().moveBack(MOVE, "test");

        aliases.advance(new SnapshotVersion(1, 10), Act.ofJob(Instant.EPOCH, ""));

        assertThat(latest()).isEqualTo("1-000004");
        Alias alias = aliases.alias(Aliases.LATEST).orElseThrow();
        assertThat(alias.hold().untilEpoch()).isEqualTo(2);
        assertThat(alias.hold().by()).isEqualTo("rollback");
    }
}
