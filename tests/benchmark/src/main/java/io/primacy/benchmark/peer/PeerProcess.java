package io.primacy.benchmark.peer;

import io.primacy.benchmark.figure.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TensorFlow loop: own process, own classpath, one thread. It prints a line for each of its
 * rounds; the first, in which it warms up, does not count.
 */
public final class PeerProcess implements Peer {
    private static final Pattern ROUND =
            Pattern.compile("tensorflow-java round ([0-9]+): ([0-9]+) events/s.*");
    private static final long LIMIT_SECONDS = 180;
    private static final String[] ARGUMENTS = {
        "peer.MmoeTrainingLoop", "256", "1", "10", "16", "200000", "4"
    };

    private final String classpath;
    private final Path output;

    /**
     * @param classpath of the compiled peer and its libraries
     * @param output file for what it prints
     */
    public PeerProcess(String classpath, Path output) {
        this.classpath = classpath;
        this.output = output;
    }

    @Override
    public OptionalDouble eventsPerSecond() {
        try {
            return OptionalDouble.of(run());
        } catch (IOException e) {
            throw new UncheckedIOException("The peer cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the peer ran.", e);
        }
    }

    private double run() throws IOException, InterruptedException {
        String[] command = new String[3 + ARGUMENTS.length];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-cp";
        command[2] = classpath;
        System.arraycopy(ARGUMENTS, 0, command, 3, ARGUMENTS.length);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        Samples rounds = new Samples();
        for (String line : Files.readAllLines(output)) {
            Matcher round = ROUND.matcher(line);
            if (round.matches() && !round.group(1).equals("0")) {
                rounds.add(Double.parseDouble(round.group(2)));
            }
        }
        if (!ended || process.exitValue() != 0 || rounds.size() == 0) {
            throw new IOException(
                    ended
                            ? "it ended with "
                                    + process.exitValue()
                                    + " and "
                                    + rounds.size()
                                    + " rounds; what it printed is in "
                                    + output
                            : "it took more than " + LIMIT_SECONDS + " s and was ended");
        }
        return rounds.median();
    }
}
