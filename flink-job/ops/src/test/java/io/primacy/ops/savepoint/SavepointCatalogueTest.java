package io.primacy.ops.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.savepoint.SavepointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SavepointCatalogueTest {
    @TempDir private Path directory;

    @Test
    void entriesAreListedNewestFirstAndRemovedWithTheirFiles() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        SavepointEntry old = Savepoints.entry("old", "2026-11-25T01:00:00Z").build();
        SavepointEntry young = Savepoints.entry("young", "2026-11-25T02:00:00Z").build();
        catalogue.put(old);
        catalogue.put(young);
        write("savepoint-old/_metadata", "state");
        write("savepoint-abandoned/_metadata", "state");

        assertThat(catalogue.list()).containsExactly(young, old);
        catalogue.remove("old");

        assertThat(catalogue.list()).containsExactly(young);
        assertThat(directory.resolve("savepoint-old")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "", "..", "%2e%2e", "a\u0000b", "-rf"})
    void anIdThatLeadsElsewhereIsRefused(String id) {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);

        assertThatThrownBy(() -> catalogue.find(id)).isInstanceOf(SavepointException.class);
        assertThatThrownBy(() -> catalogue.remove(id)).isInstanceOf(SavepointException.class);
    }

    @Test
    void whatIsMissingShorterOrChangedIsNamed() throws Exception {
        write("savepoint-a/_metadata", "metadata");
        write("savepoint-a/state-1", "one");
        write("savepoint-a/state-2", "two");
        Path savepoint = directory.resolve("savepoint-a");
        SavepointEntry entry =
                Savepoints.entry("a", "2026-11-25T01:00:00Z")
                        .files(SavepointFiles.describe(savepoint))
                        .build();
        assertThat(SavepointFiles.problems(savepoint, entry, true)).isEmpty();

        Files.delete(savepoint.resolve("state-1"));
        write("savepoint-a/_metadata", "metadat");
        write("savepoint-a/state-2", "owt");

        assertThat(SavepointFiles.problems(savepoint, entry, false))
                .containsExactly("_metadata has 7 bytes, not 8", "state-1 is missing");
        assertThat(SavepointFiles.problems(savepoint, entry, true))
                .contains("state-2 has changed: its SHA-256 is another");
    }

    @Test
    void aFileNameThatLeadsElsewhereIsAProblem() throws Exception {
        write("savepoint-a/_metadata", "m");
        SavepointEntry hostile =
                Savepoints.entry("a", "2026-11-25T01:00:00Z")
                        .files(
                                List.of(
                                        new SavepointEntry.File("_metadata", 1, ""),
                                        new SavepointEntry.File("../../etc/passwd", 1, "")))
                        .build();

        assertThat(SavepointFiles.problems(directory.resolve("savepoint-a"), hostile, false))
                .containsExactly("'../../etc/passwd' is not a file's name");
    }

    @Test
    void theNewestOfEachHourAndDayIsKept() {
        List<SavepointEntry> all =
                List.of(
                        automatic("d1", "2026-11-23T10:00:00Z"),
                        automatic("d2", "2026-11-24T10:00:00Z"),
                        automatic("d3", "2026-11-24T11:00:00Z"),
                        automatic("h1", "2026-11-25T01:10:00Z"),
                        automatic("h2", "2026-11-25T01:50:00Z"),
                        automatic("h3", "2026-11-25T02:10:00Z"),
                        Savepoints.entry("mine", "2020-01-01T00:00:00Z").build());

        List<SavepointEntry> removed = new KeepRules(2, 2).superfluous(all, Set.of("d1"));

        assertThat(removed).extracting(SavepointEntry::id).containsExactly("d2", "h1");
    }

    @Test
    void theNewestIsKeptWhateverTheRules() {
        List<SavepointEntry> all =
                List.of(
                        automatic("a", "2026-11-25T01:10:00Z"),
                        automatic("b", "2026-11-25T01:50:00Z"));

        assertThat(new KeepRules(0, 0).superfluous(all, Set.of()))
                .extracting(SavepointEntry::id)
                .containsExactly("a");
    }

    @Test
    void theRulesCountForEachLearnerByItself() {
        List<SavepointEntry> all =
                List.of(
                        automatic("a1", "2026-11-25T10:00:05Z"),
                        automatic("a2", "2026-11-25T10:30:05Z"),
                        Savepoints.entry("b1", "2026-11-25T10:30:20Z")
                                .automatic()
                                .learner("search")
                                .build());

        assertThat(new KeepRules(1, 0).superfluous(all, Set.of()))
                .extracting(SavepointEntry::id)
                .containsExactly("a1");
    }

    private static SavepointEntry automatic(String id, String time) {
        return Savepoints.entry(id, time).automatic().build();
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
