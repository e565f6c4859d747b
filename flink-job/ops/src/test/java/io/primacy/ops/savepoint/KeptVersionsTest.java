package io.primacy.ops.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.rollback.site.SavepointNeeds;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.References;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptVersionsTest {
    /** What {@link Savepoints} says that the model had. */
    private static final SnapshotVersion HAD = SnapshotVersion.parse("1-000004");

    private static final SnapshotVersion LATER = SnapshotVersion.parse("1-000009");
    private static final Instant NOW = Instant.parse("2026-11-25T02:10:00Z");
    private static final Act ACT = new Act(NOW, "somebody", "");

    @TempDir private Path directory;

    private SavepointCatalogue catalogue;
    private SavepointEntry savepoint;
    private References references;
    private Aliases aliases;

    @BeforeEach
    void publish() throws Exception {
        Path snapshots = directory.resolve("snapshots");
        Path model = Files.createDirectories(snapshots.resolve("default"));
        for (SnapshotVersion version : new SnapshotVersion[] {HAD, LATER}) {
            Files.createDirectories(model.resolve(version.toString()));
            Files.writeString(model.resolve(version.toString()).resolve("manifest.json"), "{}");
        }
        LocalModelFiles files = new LocalModelFiles(snapshots, "default");
        references = new References(files);
        aliases = new Aliases(files);
        catalogue = new SavepointCatalogue(directory.resolve("savepoints"));
        savepoint =
                Savepoints.entry("abc", "2026-11-25T01:30:00Z")
                        .snapshots(snapshots.toUri().toString())
                        .build();
        catalogue.put(savepoint);
        aliases.move(Aliases.LATEST, HAD, ACT);
    }

    @Test
    void aVersionIsKeptAsLongAsItsSavepoint() throws Exception {
        new KeptVersions(savepoint).keep(NOW);
        assertThat(references.versions()).containsExactly(HAD);

        catalogue.remove("abc");

        assertThat(references.versions()).isEmpty();
    }

    @Test
    void aSavepointAtWhoseVersionOnlyTheMovingLatestStandsIsNotNeeded() throws Exception {
        new KeptVersions(savepoint).keep(NOW);

        assertThat(SavepointNeeds.of(catalogue).of("abc")).isEmpty();
    }

    @Test
    void anAliasNeedsTheSavepointOfItsVersionUntilItMovesOn() throws Exception {
        aliases.move(Aliases.STABLE, HAD, ACT);
        assertThat(SavepointNeeds.of(catalogue).of("abc"))
                .hasValueSatisfying(n -> assertThat(n).contains("'stable'", "1-000004", "promote"));

        aliases.move(Aliases.STABLE, LATER, ACT);

        assertThat(SavepointNeeds.of(catalogue).of("abc")).isEmpty();
    }

    @Test
    void aHoldNeedsItUntilItIsReleased() throws Exception {
        aliases.hold(Aliases.LATEST, HAD, null, ACT);
        assertThat(SavepointNeeds.of(catalogue).ids()).containsExactly("abc");

        aliases.release(Aliases.LATEST);

        assertThat(SavepointNeeds.of(catalogue).ids()).isEmpty();
    }

    @Test
    void aPinNeedsItUntilItIsGone() throws Exception {
        references.pin(HAD, ACT);
        assertThat(SavepointNeeds.of(catalogue).of("abc"))
                .hasValueSatisfying(n -> assertThat(n).contains("pinned", "unpin"));

        references.unpin(HAD);

        assertThat(SavepointNeeds.of(catalogue).of("abc")).isEmpty();
    }

    @Test
    void anEntryThatDoesNotSayWhereSnapshotsAreKeepsAndNeedsNothing() throws Exception {
        SavepointEntry old = Savepoints.entry("old", "2026-11-25T01:00:00Z").build();

        new KeptVersions(old).keep(NOW);

        assertThat(new KeptVersions(old).need()).isEmpty();
        assertThat(references.list()).isEmpty();
    }
}
