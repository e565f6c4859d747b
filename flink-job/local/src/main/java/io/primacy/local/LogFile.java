package io.primacy.local;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Sends everything that is logged into one file, so that the terminal shows the run only. An
 * operator's own configuration ({@code -Dlog4j2.configurationFile}) goes before this.
 */
public final class LogFile {
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%t] %c{1.} - %m%n%throwable";

    private LogFile() {}

    /** Switches logging off until {@link #open} names the file. */
    static void none() {
        if (!isConfigured()) {
            ConfigurationBuilder<BuiltConfiguration> builder =
                    ConfigurationBuilderFactory.newConfigurationBuilder();
            Configurator.reconfigure(builder.add(builder.newRootLogger(Level.OFF)).build());
        }
    }

    /** Switches logging off for good, without the quarter of a second that Log4j takes to start. */
    static void never() {
        if (!isConfigured()) {
            System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
    }

    /** Logs into {@code file}, which is appended to. */
    public static void open(Path file) {
        if (isConfigured()) {
            return;
        }
        ConfigurationBuilder<BuiltConfiguration> builder =
                ConfigurationBuilderFactory.newConfigurationBuilder();
        AppenderComponentBuilder appender =
                builder.newAppender("file", "File")
                        .addAttribute("fileName", file.toString())
                        .addAttribute("append", true)
                        .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN));
        builder.setStatusLevel(Level.ERROR)
                .add(appender)
                .add(builder.newLogger("org.apache.kafka", Level.WARN))
                .add(builder.newLogger("kafka", Level.WARN))
                .add(builder.newLogger("state.change.logger", Level.WARN))
                .add(builder.newLogger("org.apache.pekko", Level.WARN))
                // A warning of every sink at every checkpoint, of nothing (FLINK-35321).
                .add(builder.newLogger("org.apache.flink.metrics.MetricGroup", Level.ERROR))
                .add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("file")));
        Configurator.reconfigure(builder.build());
    }

    private static boolean isConfigured() {
        return System.getProperty("log4j2.configurationFile") != null;
    }
}
