package io.primacy.schema.snapshot.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesTest {
    private static final SnapshotVersion GOOD = SnapshotVersion.parse("1-000040");
    private static final SnapshotVersion POISONED = SnapshotVersion.parse("1-000051");
    private static final SnapshotVersion RECOVERED = SnapshotVersion.parse("2-000001");
    private static final Act JOB = Act.ofJob(Instant.EPOCH, "published");
    private static final Act OPERATOR =
            new Act(Instant.parse("2026-11-25T01:02:03Z"), "ada", "back to before the flip");

    private final TestingFiles files = new TestingFiles();
    private final Aliases aliases = new Aliases(files);

    @Test
    void aPointerIsPlainTextAndItsHistoryIsWrittenBeforeIt() throws IOException {
        aliases.move(Aliases.STABLE, GOOD, OPERATOR);

        assertThat(text("aliases/stable")).isEqualTo("1-000040\n");
        assertThat(files.written).containsExactly("aliases/stable.json", "aliases/stable");
        assertThat(aliases.alias("stable"))
                .contains(
                        new Alias(
                                "stable",
                                "1-000040",
                                List.of(
                                        new Alias.Move(
                                                "1-000040",
                                                "2026-11-25T01:02:03Z",
                                                "ada",
                                                "back to before the flip")),
                                null));
    }

    @Test
    void latestIsTheFileAtTheTopAndListedFirst() throws IOException {
        aliases.move("blue", GOOD, OPERATOR);
        aliases.advance(POISONED, JOB);

        assertThat(text("LATEST")).isEqualTo("1-000051\n");
        assertThat(aliases.list()).extracting(Alias::alias).containsExactly("latest", "blue");
    }

    @Test
    void aPointerWithoutAHistoryIsAnAliasToo() throws IOException {
        files.files.put("LATEST", "1-000040\n".getBytes(StandardCharsets.UTF_8));

        assertThat(aliases.alias("latest"))
                .contains(new Alias("latest", "1-000040", List.of(), null));
        assertThat(aliases.advance(POISONED, JOB)).isTrue();
    }

    @Test
    void latestOnlyGoesForward() throws IOException {
        assertThat(aliases.advance(POISONED, JOB)).isTrue();
        assertThat(aliases.advance(GOOD, JOB)).isFalse();

        assertThat(aliases.version("latest")).contains(POISONED);
    }

    @Test
    void aHeldLatestStaysUntilItsEpochComes() throws IOException {
        aliases.hold("latest", GOOD, 2, OPERATOR);

        assertThat(aliases.advance(POISONED, JOB)).isFalse();
        assertThat(aliases.version("latest")).contains(GOOD);
        assertThat(aliases.alias("latest").orElseThrow().hold().reason())
                .isEqualTo("back to before the flip");

        assertThat(aliases.advance(RECOVERED, JOB)).isTrue();
        assertThat(aliases.alias("latest").orElseThrow().hold()).isNull();
        assertThat(files.files).doesNotContainKey("aliases/latest.hold.json");
    }

    @Test
    void aHoldWithoutAnEpochEndsOnlyByHand() throws IOException {
        aliases.hold("latest", GOOD, null, OPERATOR);

        assertThat(aliases.advance(RECOVERED, JOB)).isFalse();
        assertThat(aliases.release("latest")).isTrue();
        assertThat(text("aliases/latest.json")).doesNotContain("untilEpoch");
        assertThat(aliases.advance(RECOVERED, JOB)).isTrue();
    }

    @Test
    void aHoldFollowsAMoveByHand() throws IOException {
        aliases.hold("latest", GOOD, 2, OPERATOR);
        aliases.move("latest", SnapshotVersion.parse("1-000030"), OPERATOR);

        assertThat(aliases.advance(POISONED, JOB)).isFalse();
        assertThat(aliases.version("latest")).contains(SnapshotVersion.parse("1-000030"));
    }

    /** Whatever the job is about to do when the rollback comes, the rollback wins. */
    @Test
    void aHoldSetWhileTheJobMovesLatestWins() throws IOException {
        int call = 0;
        boolean happened;
        do {
            TestingFiles disturbed = new TestingFiles();
            Aliases both = new Aliases(disturbed);
            both.advance(SnapshotVersion.parse("1-000050"), JOB);
            boolean[] rolledBack = {false};
            disturbed.before(
                    call,
                    () -> {
                        both.hold("latest", GOOD, 2, OPERATOR);
                        rolledBack[0] = true;
                    });

            both.advance(POISONED, JOB);

            happened = rolledBack[0];
            if (happened) {
                assertThat(both.version("latest")).as("interrupted at %d", call).contains(GOOD);
            }
            call++;
        } while (happened);
        assertThat(call).isGreaterThan(5);
    }

    @Test
    void anAdvanceThatFailsAnywhereIsMadeGoodWhenItIsRepeated() throws IOException {
        int call = 0;
        boolean failed;
        do {
            TestingFiles failing = new TestingFiles();
            Aliases job = new Aliases(failing);
            job.advance(SnapshotVersion.parse("1-000050"), JOB);
            failing.before(
                    call,
                    () -> {
                        throw new IOException("disk full");
                    });
            failed = false;
            try {
                job.advance(POISONED, JOB);
            } catch (IOException e) {
                failed = true;
                assertThat(job.version("latest").orElseThrow())
                        .isBetween(SnapshotVersion.parse("1-000050"), POISONED);
                assertThat(job.advance(POISONED, JOB)).isTrue();
            }
            failing.before(-1, null);
            assertThat(job.version("latest")).contains(POISONED);
            assertThat(job.alias("latest").orElseThrow().history())
                    .extracting(Alias.Move::version)
                    .containsExactly("1-000050", "1-000051");
            call++;
        } while (failed);
        assertThat(call).isGreaterThan(5);
    }

    @Test
    void aHistoryIsBoundedAndKeepsWhatPeopleDidLongest() throws IOException {
        aliases.move("latest", GOOD, OPERATOR);
        for (int i = 1; i <= 2 * Aliases.LONGEST_HISTORY; i++) {
            aliases.advance(new SnapshotVersion(2, i), JOB);
        }

        List<Alias.Move> history = aliases.alias("latest").orElseThrow().history();
        assertThat(history).hasSize(Aliases.LONGEST_HISTORY);
        assertThat(history.get(0).by()).isEqualTo("ada");
        assertThat(history.get(history.size() - 1).version())
                .isEqualTo(new SnapshotVersion(2, 2 * Aliases.LONGEST_HISTORY).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../stable", "a/b", "..", "", "a.json", "1-000042", "Latest", "LATEST", "ü"})
    void namesThatLeadElsewhereOrMisleadAreRefused(String name) {
        assertThatThrownBy(() -> aliases.move(name, GOOD, OPERATOR))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("found '" + name + "'");
        assertThatThrownBy(() -> aliases.version(name)).isInstanceOf(SnapshotException.class);
        assertThat(files.written).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../1-000001", "latest", "", "1-1", "1-000000"})
    void aPointerThatHoldsNoVersionIsRefused(String text) {
        files.files.put("aliases/stable", text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> aliases.version("stable"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("aliases/stable");
    }

    @Test
    void latestCannotBeRemovedAndOthersLeaveNothing() throws IOException {
        aliases.hold("blue", GOOD, 2, OPERATOR);

        assertThat(aliases.remove("blue")).isTrue();
        assertThat(aliases.remove("blue")).isFalse();
        assertThat(files.files).isEmpty();
        assertThatThrownBy(() -> aliases.remove("latest")).hasMessageContaining("promote");
    }

    @Test
    void referencesKeepVersionsUntilTheyAreDropped() throws IOException {
        References references = new References(files);
        references.pin(GOOD, OPERATOR);
        references.keep("savepoint_7", List.of(POISONED, RECOVERED), OPERATOR);

        assertThat(references.versions()).containsExactly(GOOD, POISONED, RECOVERED);
        assertThat(references.unpin(GOOD)).isTrue();
        assertThat(references.unpin(GOOD)).isFalse();
        assertThat(references.versions()).containsExactly(POISONED, RECOVERED);
        assertThatThrownBy(() -> references.keep("../x", List.of(), OPERATOR))
                .isInstanceOf(SnapshotException.class);
    }

    @Test
    void localFilesAreReplacedWholeAndTooLargeOnesAreNotRead(@TempDir Path root)
            throws IOException {
        LocalModelFiles local = new LocalModelFiles(root, "default");
        Aliases onDisk = new Aliases(local);
        onDisk.move("stable", GOOD, OPERATOR);
        onDisk.move("stable", RECOVERED, OPERATOR);

        assertThat(onDisk.version("stable")).contains(RECOVERED);
        assertThat(local.list("aliases")).containsExactly("stable", "stable.json");
        Files.write(root.resolve("default/aliases/stable"), new byte[65]);
        assertThatThrownBy(() -> onDisk.version("stable")).hasMessageContaining("found 65");
        assertThatThrownBy(() -> new LocalModelFiles(root, "../x"))
                .isInstanceOf(SnapshotException.class);
    }

    private String text(String path) {
        return new String(files.files.get(path), StandardCharsets.UTF_8);
    }
}
