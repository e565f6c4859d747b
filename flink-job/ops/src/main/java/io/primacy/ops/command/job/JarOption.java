package io.primacy.ops.command.job;

import io.primacy.ops.command.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The job's jar. */
public final class JarOption {
    @Option(
            names = "--jar",
            paramLabel = "FILE",
            defaultValue = "${env:PRIMACY_JAR:-flink-job/pipeline/target/primacy-job.jar}",
            description =
                    "The job's jar (default: PRIMACY_JAR, else flink-job/pipeline/target/primacy-job.jar).")
    private Path jar;

    /** Where it should be. */
    public Path path() {
        return jar;
    }

    Path existing() {
        if (!Files.isRegularFile(jar)) {
            throw CommandException.usage(
                    "The job's jar '"
                            + jar
                            + "' does not exist; mvn package makes it, --jar names it.");
        }
        return jar;
    }
}
