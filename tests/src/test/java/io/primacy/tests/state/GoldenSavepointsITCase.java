package io.primacy.tests.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.report.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of every layout of state that there ever was, as their release wrote them. They are
 * never made anew: a new layout gets a directory of its own, with
 *
 * <pre>
 *   mvn verify -pl tests -am -Dit.test=GoldenSavepointsITCase -Dgolden.write=layout-5
 * </pre>
 *
 * after its {@code config.yaml} was written.
 */
class GoldenSavepointsITCase {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final int EVENTS = 605;
    private static final int SCENES = 3;

    @TempDir Path directory;

    static Stream<String> layouts() throws IOException {
        try (Stream<Path> layouts = Files.list(GOLDEN)) {
            return layouts.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void isReadAsItWasWritten(String layout) throws Exception {
        assertThat(job(layout).models(savepoint(layout))).isEqualTo(expected(layout));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void isRestoredBitByBitAndLearnsOn(String layout) throws Exception {
        StateJob job = job(layout);

        List<SavedModel> restored = job.models(job.run(savepoint(layout), 2, 0));
        Path later = job.run(savepoint(layout), 2, 300);

        assertThat(restored)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("layoutVersion", "bytes")
                .isEqualTo(expected(layout));
        assertThat(job.models(later))
                .allSatisfy(
                        model -> {
                            assertThat(model.layoutVersion()).isEqualTo(4);
                            assertThat(model.nextOffsets().get(0)).isGreaterThan(EVENTS);
                        });
        assertLearned(job.models(later), EVENTS + 300);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aConfigWithOneMoreFeatureAndOneMoreLevelTakesItOver(String layout) throws Exception {
        StateJob grown =
                job(
                        layout,
                        "features:",
                        "features:\n  - {name: page, dimension: 4}",
                        "{name: share, priority: 4}",
                        "{name: share, priority: 4}, {name: page_like, label: /like, priority: 9}");

        List<SavedModel> models = grown.models(grown.run(savepoint(layout), 1, 300));

        assertLearned(models, EVENTS + 300);
        assertThat(models)
                .allSatisfy(
                        model -> {
                            assertThat(model.shape()).contains("page:4", "page_like@9");
                            assertThat(model.constraints()).hasSize(1 + 2 + 3);
                        });
    }

    @Test
    @EnabledIfSystemProperty(named = "golden.write", matches = "layout-\\d+")
    void write() throws Exception {
        String layout = System.getProperty("golden.write");
        assertThat(GOLDEN.resolve(layout).resolve("savepoint")).doesNotExist();
        StateJob job = job(layout);
        Path written = job.run(null, 1, EVENTS);
        Path kept = GOLDEN.resolve(layout).resolve("savepoint");
        Files.createDirectories(kept);
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                Files.copy(file, kept.resolve(file.getFileName()));
            }
        }
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        GOLDEN.resolve(layout).resolve("models.json").toFile(), job.models(kept));
    }

    private static void assertLearned(List<SavedModel> models, long events) {
        assertThat(models).hasSize(SCENES);
        assertThat(models.stream().mapToLong(m -> m.learned() + m.pending()).sum())
                .isEqualTo(events);
    }

    private StateJob job(String layout, String... changes) throws IOException {
        String yaml = Files.readString(GOLDEN.resolve(layout).resolve("config.yaml"));
        for (int i = 0; i + 1 < changes.length; i += 2) {
            assertThat(yaml).contains(changes[i]);
            yaml = yaml.replace(changes[i], changes[i + 1]);
        }
        String snapshots = directory.resolve("snapshots").toUri().toString();
        return new StateJob(
                ConfigReader.parse(layout, yaml.replace("@snapshots@", snapshots)),
                directory,
                n -> SmallTraffic.event(n, SCENES));
    }

    private static Path savepoint(String layout) {
        return GOLDEN.resolve(layout).resolve("savepoint").toAbsolutePath();
    }

    private static List<SavedModel> expected(String layout) throws IOException {
        return new ObjectMapper()
                .readValue(
                        GOLDEN.resolve(layout).resolve("models.json").toFile(),
                        new TypeReference<List<SavedModel>>() {});
    }
}
