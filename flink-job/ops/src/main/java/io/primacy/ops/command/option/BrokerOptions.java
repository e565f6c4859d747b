package io.primacy.ops.command.option;

import io.primacy.schema.config.KafkaProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = {
                "A property of Kafka's clients, security.protocol=SASL_SSL for example; may be repeated. Secrets "
                        + "are named: $${file:/run/secrets/kafka.properties:password} or $${env:NAME}."
            })
    private List<String> properties = new ArrayList<>();

    /** The properties as they were given, {@code KEY=VALUE}. */
    public List<String> given() {
        properties();
        return List.copyOf(properties);
    }

    /** The properties as Kafka's clients take them. */
    public Map<String, String> properties() {
        try {
            return KafkaProperties.of(properties);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    /** The brokers; {@code fallback} where none are given. */
    public String orElse(String fallback) {
        return servers == null ? fallback : servers;
    }
}
