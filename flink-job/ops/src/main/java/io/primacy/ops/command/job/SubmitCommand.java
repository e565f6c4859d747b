package io.primacy.ops.command.job;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.ConfigOption;
import io.primacy.ops.command.option.FlinkOptions;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.FlinkRefusedException;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.JobParameters;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code submit}: a learner's job, to a cluster, once. */
@Command(
        name = "submit",
        header = "Submit a learner's job to a Flink cluster.",
        description = {
            "",
            "Refused while a job of that learner runs: two would publish over each other. The config is "
                    + "read again by the job manager, which must see it under the same path.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy submit -c /etc/primacy/learner.yaml --bootstrap-servers kafka:9092",
            "",
            "Exit code: 0 submitted, 1 Flink refused it, 2 usage or config, 3 no job manager answers,",
            "4 a job of that learner runs already (0 with --if-none)."
        },
        sortOptions = false)
public final class SubmitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private ConfigOption config;

    @Option(
            names = "--config-on-cluster",
            paramLabel = "FILE",
            description = "Where the job manager finds the config (default: the path given here).")
    private String configOnCluster;

    @Mixin private BrokerOptions brokers;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Subtasks; a savepoint can be restored with another number (default: 1).")
    private int parallelism;

    @Option(
            names = "--from",
            paramLabel = "ID",
            description = "Restore this savepoint of the catalogue (default: begin anew).")
    private String from;

    @Option(
            names = "--if-none",
            description = "Do nothing if a job of that learner runs already; for start scripts.")
    private boolean ifNone;

    @Mixin private JarOption jar;
    @Mixin private FlinkOptions flink;
    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    public SubmitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LearnerConfig learner = config.read();
        if (parallelism < 1) {
            throw CommandException.usage("--parallelism is " + parallelism + "; at least 1.");
        }
        Path file = jar.existing();
        FlinkClient client = flink.client();
        Optional<JobOverview> running =
                client.jobs().stream().filter(j -> j.runs(learner.name())).findFirst();
        if (running.isPresent()) {
            return already(running.get());
        }
        SavepointEntry restored =
                from == null ? null : SavepointsOption.entry(savepoints.existing(), from);
        terminal.out().println("Job " + submit(client, file, restored) + " submitted.");
        return ExitCode.OK;
    }

    private int already(JobOverview job) {
        String line = "Job " + job.id() + " runs that learner already (" + job.state() + ")";
        if (!ifNone) {
            throw CommandException.refused(line + "; stop it first, or say --if-none.", null);
        }
        terminal.out().println(line + ".");
        return ExitCode.OK;
    }

    private String submit(FlinkClient client, Path file, SavepointEntry restored) {
        String uploaded = null;
        try {
            uploaded = client.upload(file);
            return client.run(
                    uploaded,
                    new FlinkClient.Submission(
                            arguments(restored),
                            null,
                            restored == null ? null : restored.location(),
                            false));
        } catch (FlinkRefusedException e) {
            throw CommandException.failed(e.getMessage(), e);
        } finally {
            if (uploaded != null) {
                client.removeJar(uploaded);
            }
        }
    }

    /** A restored job keeps its offsets under the name that it did, and leaves out what it did. */
    private List<String> arguments(SavepointEntry restored) {
        List<String> arguments = arguments();
        List<String> saved = restored == null ? List.of() : restored.arguments();
        for (int i = 0; i + 1 < saved.size(); i += 2) {
            if (saved.get(i).equals(JobParameters.SOURCE)
                    || saved.get(i).equals(JobParameters.SKIP)) {
                arguments.add(saved.get(i));
                arguments.add(saved.get(i + 1));
            }
        }
        return arguments;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--config");
        arguments.add(
                configOnCluster == null
                        ? config.file().toAbsolutePath().toString()
                        : configOnCluster);
        arguments.add("--bootstrap-servers");
        arguments.add(brokers.orElse("localhost:9092"));
        arguments.add("--parallelism");
        arguments.add(Integer.toString(parallelism));
        for (String property : brokers.given()) {
            arguments.add("--kafka-property");
            arguments.add(property);
        }
        return arguments;
    }
}
