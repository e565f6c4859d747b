package io.primacy.tests.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The example in Python, where there is a Python with its packages. */
final class PythonExample {
    private static final Path SCRIPT =
            Path.of(System.getProperty("primacy.home"), "flink-job/serving/python/score.py");
    private static final Path PAGE =
            Path.of(System.getProperty("primacy.home"), "flink-job/schema/SNAPSHOT.md");
    private static final String PYTHON = System.getProperty("primacy.python", "python3");
    private static final int LIMIT_SECONDS = 300;

    private PythonExample() {}

    static boolean canRun() {
        try {
            Process process =
                    new ProcessBuilder(
                                    PYTHON, "-c", "import numpy, onnxruntime, safetensors, xxhash")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** [events × tasks], row-major. */
    static float[] score(Path version, List<byte[]> events, List<String> tasks, Path work)
            throws Exception {
        Path input = work.resolve("events.jsonl");
        Path output = work.resolve("predictions.jsonl");
        Path errors = work.resolve("errors.txt");
        try (OutputStream out = Files.newOutputStream(input)) {
            for (byte[] event : events) {
                out.write(event);
                out.write('\n');
            }
        }
        run(
                new ProcessBuilder(PYTHON, SCRIPT.toString(), version.toString())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile()),
                errors);
        ObjectMapper json = new ObjectMapper();
        float[] predictions = new float[events.size() * tasks.size()];
        int at = 0;
        for (String line : Files.readAllLines(output)) {
            JsonNode row = json.readTree(line);
            for (String task : tasks) {
                predictions[at++] = (float) row.get(task).asDouble();
            }
        }
        return predictions;
    }

    /**
     * Runs the twelve lines of the format's page.
     *
     * @param values what they take: ids' texts and transformed numbers, by feature
     * @return what they print, a Python dictionary
     */
    static String twelveLines(Path version, Map<String, Object> values, Path work)
            throws Exception {
        Matcher block = Pattern.compile("(?s)```python\n(.*?)```").matcher(Files.readString(PAGE));
        if (!block.find() || block.group(1).lines().count() != 12) {
            throw new AssertionError(PAGE + " has no example of twelve lines.");
        }
        Path script = Files.writeString(work.resolve("twelve.py"), block.group(1));
        Path output = work.resolve("printed.txt");
        Path errors = work.resolve("errors.txt");
        run(
                new ProcessBuilder(
                                PYTHON,
                                script.toString(),
                                version.toString(),
                                new ObjectMapper().writeValueAsString(values))
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile()),
                errors);
        return Files.readString(output).strip();
    }

    private static void run(ProcessBuilder command, Path errors) throws Exception {
        Process process = command.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command.command() + " failed: " + Files.readString(errors));
        }
    }
}
