package io.primacy.local.command;

import io.primacy.local.session.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that runs a job in this process. */
final class LocalOptions {
    private static final int MAX_PORT = 65_535;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Keep everything in DIR and go on there next time.",
                "(default: a temporary directory, of which snapshots and log stay)"
            })
    private Path data;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the summary as JSON to FILE; - is standard output.")
    private Path json;

    @Option(
            names = "--no-dashboard",
            description = "Serve no page that shows the run live (default: one on loopback).")
    private boolean noDashboard;

    private int dashboardPort;
    private int brokerPort;
    private int restPort;
    private int parallelism = 1;

    @Option(
            names = "--broker-port",
            paramLabel = "P",
            description = "Port of the Kafka broker in this process (default: any free one).")
    private void brokerPort(int port) {
        brokerPort = port("--broker-port", port);
    }

    @Option(
            names = "--rest-port",
            paramLabel = "P",
            description = "Port of Flink's web interface (default: any free one).")
    private void restPort(int port) {
        restPort = port("--rest-port", port);
    }

    @Option(
            names = "--dashboard-port",
            paramLabel = "P",
            description = "Port of the dashboard (default: any free one).")
    private void dashboardPort(int port) {
        dashboardPort = port("--dashboard-port", port);
    }

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks of every operator; models spread over them (default: 1).")
    private void parallelism(int subtasks) {
        if (subtasks < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--parallelism is " + subtasks + "; it must be at least 1.");
        }
        parallelism = subtasks;
    }

    private int port(String option, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    command.commandLine(),
                    option
                            + " is "
                            + port
                            + "; ports are 1 to "
                            + MAX_PORT
                            + ", 0 is any free one.");
        }
        return port;
    }

    /**
     * @param bootstrapServers an outside Kafka, or {@code null}
     */
    SessionOptions session(String bootstrapServers) {
        requireWritable();
        return new SessionOptions(data, bootstrapServers, brokerPort, restPort, parallelism);
    }

    /** A run must not end with its summary lost. */
    private void requireWritable() {
        if (json == null || isStandardOutput()) {
            return;
        }
        Path parent = json.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent) || !Files.isWritable(parent) || Files.isDirectory(json)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--json is '" + json + "', which cannot be written; does its directory exist?");
        }
    }

    /** Whether the run is shown on a page. */
    boolean hasDashboard() {
        return !noDashboard;
    }

    /** Port of that page; 0: any free one. */
    int dashboardPort() {
        return dashboardPort;
    }

    /** Where the summary goes as JSON; {@code null}: nowhere. */
    Path json() {
        return json;
    }

    boolean isStandardOutput() {
        return json != null && json.toString().equals("-");
    }
}
