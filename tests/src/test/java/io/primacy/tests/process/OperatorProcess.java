package io.primacy.tests.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a JVM of its own, as an operator runs it. */
public final class OperatorProcess {
    private static final long LONGEST_SECONDS = 240;
    private static final String MAIN = "io.primacy.local.Primacy";

    /** What the launcher gives to commands that are over soon. */
    static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    static final List<String> BRIEF_COMMANDS = List.of("rollback", "submit", "status", "topics");

    private OperatorProcess() {}

    /**
     * Runs a command to its end.
     *
     * @param directory its working directory
     * @param arguments of the command line
     */
    public static Result run(Path directory, String... arguments)
            throws IOException, InterruptedException {
        return run(MAIN, Map.of(), directory, arguments);
    }

    /** Runs another main class with further environment. */
    public static Result run(
            String main, Map<String, String> environment, Path directory, String... arguments)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Started started = start(main, environment, directory, arguments);
        if (!started.process().waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            started.process().destroyForcibly();
            throw new AssertionError(
                    String.join(" ", arguments) + " does not end:\n" + started.err());
        }
        return new Result(
                started.process().exitValue(),
                started.out(),
                started.err(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    /** Starts a command that goes on until it is closed. */
    public static Started start(Path directory, String... arguments) throws IOException {
        return start(MAIN, Map.of(), directory, arguments);
    }

    private static Started start(
            String main, Map<String, String> environment, Path directory, String... arguments)
            throws IOException {
        Files.createDirectories(directory);
        Path out = Files.createTempFile(directory, "command", ".out");
        Path err = Files.createTempFile(directory, "command", ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (BRIEF_COMMANDS.contains(arguments[0])) {
            command.addAll(BRIEF);
        }
        command.addAll(openedPackages());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    /** A command that runs, and the files that take what it says. */
    public record Started(Process process, Path outFile, Path errFile) implements AutoCloseable {

        /** What it has printed so far. */
        public String out() throws IOException {
            return Files.readString(outFile, StandardCharsets.UTF_8);
        }

        /** What it has said beside that so far. */
        public String err() throws IOException {
            return Files.readString(errFile, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** What Flink needs opened to read a savepoint in the command's own JVM. */
    private static List<String> openedPackages() {
        return List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");
    }

    /**
     * How a command ended.
     *
     * @param exit its exit code
     * @param out what it printed
     * @param err what it said beside that
     * @param millis how long it took
     */
    public record Result(int exit, String out, String err, long millis) {

        /** The same, if it ended with that code. */
        public Result expect(int code) {
            if (exit != code) {
                throw new AssertionError("Exit code " + exit + ", not " + code + ":\n" + this);
            }
            return this;
        }

        @Override
        public String toString() {
            return "exit " + exit + " after " + millis + " ms\n" + out + err;
        }
    }
}
