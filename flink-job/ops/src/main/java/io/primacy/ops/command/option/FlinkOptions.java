package io.primacy.ops.command.option;

import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.flink.FlinkClient;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where Flink's job manager is. */
public final class FlinkOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--flink",
            paramLabel = "URL",
            defaultValue = "${env:PRIMACY_FLINK:-http://localhost:8081}",
            description =
                    "The job manager's REST interface (default: PRIMACY_FLINK, else http://localhost:8081).")
    private URI address;

    @Option(
            names = "--flink-authority",
            paramLabel = "FILE",
            description = "PEM file of the certificates to trust with https:// (default: Java's).")
    private Path authority;

    @Option(
            names = "--flink-login",
            paramLabel = "FILE",
            description = "File with USER:PASSWORD for a proxy that asks for them.")
    private Path login;

    /** A client of it. */
    public FlinkClient client() {
        try {
            return new FlinkClient(new FlinkAddress(address, authority, login));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--flink is '" + masked() + "': " + e.getMessage() + ".");
        }
    }

    private String masked() {
        return address.toString().replaceFirst("//[^/@]*@", "//***@");
    }
}
