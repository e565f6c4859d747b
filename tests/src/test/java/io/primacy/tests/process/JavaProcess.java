package io.primacy.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One JVM of its own, in its own directory, what it prints in {@code out.txt} there. */
public final class JavaProcess implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final String name;
    private final Path directory;
    private final Process process;
    private final Thread atExit;

    private JavaProcess(String name, Path directory, Process process) {
        this.name = name;
        this.directory = directory;
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a JVM.
     *
     * @param name for messages
     * @param directory its working directory; made if missing; its log is {@code log.txt} there
     * @param classpath jars and directories
     * @param options JVM options
     * @param mainAndArguments main class and its arguments
     */
    static JavaProcess start(
            String name,
            Path directory,
            List<String> classpath,
            List<String> options,
            List<String> mainAndArguments)
            throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dlog.file=" + directory.resolve("log.txt"));
        command.add("-Dlog4j2.configurationFile=" + home().resolve("config/log4j2.properties"));
        command.add("-cp");
        command.add(String.join(java.io.File.pathSeparator, classpath));
        command.addAll(mainAndArguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.resolve("out.txt").toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("OPENBLAS_NUM_THREADS", "1");
        // The tests' own JVM options are not those of these processes.
        environment.remove("JAVA_TOOL_OPTIONS");
        return new JavaProcess(name, directory, builder.start());
    }

    /** The project's directory. */
    static Path home() {
        return Path.of(System.getProperty("primacy.home"));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its log, over all processes that were started in this directory. */
    public Path log() {
        return directory.resolve("log.txt");
    }

    /** Fails with the end of what it said if it has ended. */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(
                    name + " ended with " + process.exitValue() + ":\n" + lastWords());
        }
    }

    /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not die.");
        }
    }

    /** Bytes of memory that it has in RAM; Linux only. */
    public long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new AssertionError(name + " has no resident memory; has it ended?");
    }

    /** Live objects of classes whose name ends so; collects garbage first. */
    public long instances(String classSuffix) throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        long instances = 0;
        try (BufferedReader lines = jcmd.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // 12:  3  264  org.example.Name (module)
                String[] cells = line.strip().split("\\s+");
                if (cells.length >= 4 && cells[3].endsWith(classSuffix)) {
                    instances += Long.parseLong(cells[1]);
                }
            }
        }
        assertThat(jcmd.waitFor()).as("jcmd's exit code").isZero();
        return instances;
    }

    /** Stops it where it is ({@code SIGSTOP}): it keeps its connections and answers nothing. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a frozen one go on. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill -" + signal + " of " + name + " failed.");
        }
    }

    /** The last lines of its output and its log. */
    public String lastWords() throws IOException {
        return tail(directory.resolve("out.txt")) + tail(log());
    }

    private static String tail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 30), all.size())) + "\n";
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
