package io.primacy.tests.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the processes are made of: parts of this test's own class path, and the job's jar. */
final class Classpaths {
    /** What a cluster does not have: the job brings its own connector, Kafka client and Jackson. */
    private static final Pattern NOT_THE_CLUSTERS =
            Pattern.compile(
                    "(primacy-.*|kafka[-_].*|flink-connector-kafka.*|flink-test.*"
                            + "|.*-tests|jackson-(core|databind|annotations|data).*|snakeyaml-2.*"
                            + "|picocli.*|scala.*|junit.*|jqwik.*|archunit.*|assertj.*|opentest4j.*"
                            + "|test-classes|classes)(-[0-9].*)?(\\.jar)?");

    private static final Pattern TESTS =
            Pattern.compile("(junit|jqwik|archunit|assertj|surefire|test-classes).*");

    private static final List<String> JOB_MODULES = List.of("schema", "learner", "pipeline");

    private Classpaths() {}

    /** Of a broker. */
    static List<String> broker() {
        return entries().filter(e -> !TESTS.matcher(name(e)).matches()).toList();
    }

    /** Of a job manager or task manager: Flink, ND4J and a logging binding. */
    static List<String> cluster() {
        return entries()
                .filter(e -> isPipeline(e) || !NOT_THE_CLUSTERS.matcher(name(e)).matches())
                .toList();
    }

    /** The job's jar, no older than the classes it was made of. */
    static Path jobJar() throws IOException {
        Path jar = module("pipeline").resolve("target/primacy-job.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(
                    jar + " is missing: `mvn package` without -Dquick makes it from the job.");
        }
        FileTime made = Files.getLastModifiedTime(jar);
        for (String module : JOB_MODULES) {
            try (Stream<Path> files = Files.walk(module(module).resolve("target/classes"))) {
                files.filter(f -> f.toString().endsWith(".class"))
                        .filter(f -> modified(f).compareTo(made) > 0)
                        .findFirst()
                        .ifPresent(
                                newer -> {
                                    throw new AssertionError(
                                            jar
                                                    + " is older than "
                                                    + newer
                                                    + ": `mvn package` without -Dquick makes it"
                                                    + " anew.");
                                });
            }
        }
        return jar;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path module(String name) {
        return JavaProcess.home().resolve("flink-job").resolve(name);
    }

    private static Stream<String> entries() {
        return Stream.of(
                        System.getProperty("java.class.path")
                                .split(Pattern.quote(java.io.File.pathSeparator)))
                .filter(e -> !e.isEmpty());
    }

    private static boolean isPipeline(String entry) {
        return Path.of(entry).startsWith(module("pipeline"));
    }

    private static String name(String entry) {
        return Path.of(entry).getFileName().toString();
    }
}
