package io.primacy.ops.command.option;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The learner's configuration. */
public final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The learner's configuration, YAML; config/ has examples.")
    private Path file;

    /**
     * Reads and checks the file.
     *
     * @throws io.primacy.schema.config.ConfigException if it is missing or breaks rules
     */
    public LearnerConfig read() {
        return ConfigReader.read(file);
    }

    /** The file. */
    public Path file() {
        return file;
    }
}
