package io.primacy.ops.command.option;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where Kafka is. */
public final class BrokerOptions {
    private static final Pattern SERVERS =
            Pattern.compile("[^\\s,:/]+:\\d{1,5}(,[^\\s,:/]+:\\d{1,5})*");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private String servers;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT[,…]",
            description = "Kafka brokers to connect to.")
    private void servers(String value) {
        if (!SERVERS.matcher(value).matches()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--bootstrap-servers is '" + value + "'; write it like localhost:9092.");
        }
        servers = value;
    }

    /** The brokers; {@code fallback} where none are given. */
    public String orElse(String fallback) {
        return servers == null ? fallback : servers;
    }
}
