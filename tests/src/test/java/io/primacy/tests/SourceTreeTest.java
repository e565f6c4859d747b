package io.primacy.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only the sources tell. */
final class SourceTreeTest {
    private static final Path JOB = Path.of(System.getProperty("primacy.home"), "flink-job");

    @Test
    void everyPackageSaysWhatLivesThere() throws IOException {
        List<Path> sources = mainSources();

        TreeSet<Path> silent = new TreeSet<>();
        for (Path source : sources) {
            Path directory = source.getParent();
            if (!Files.exists(directory.resolve("package-info.java"))) {
                silent.add(JOB.relativize(directory));
            }
        }

        assertThat(sources).isNotEmpty();
        assertThat(silent).as("packages without a package-info.java").isEmpty();
    }

    private static List<Path> mainSources() throws IOException {
        try (Stream<Path> files = Files.walk(JOB)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(
                            file ->
                                    JOB.relativize(file)
                                            .startsWith(module(file).resolve("src/main")))
                    .toList();
        }
    }

    private static Path module(Path file) {
        return JOB.relativize(file).getName(0);
    }
}
