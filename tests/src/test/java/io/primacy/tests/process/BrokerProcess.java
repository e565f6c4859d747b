package io.primacy.tests.process;

import io.primacy.local.broker.LoopbackPort;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.BrokerUnreachableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka node in a JVM of its own, which can die and come back with its data on its port. */
public final class BrokerProcess implements AutoCloseable {
    private static final String HOST = LoopbackPort.HOST;
    private static final int NODE = 1;
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private final Map<String, String> overrides;
    private final SecuredListener secured;
    private JavaProcess process;

    private BrokerProcess(
            Path directory, int port, Map<String, String> overrides, SecuredListener secured) {
        this.directory = directory;
        this.overrides = overrides;
        this.port = port;
        this.secured = secured;
    }

    /** Formats a new directory and starts a broker on a free port; returns once it answers. */
    public static BrokerProcess start(Path directory) throws Exception {
        return start(directory, Map.of());
    }

    /** Like the other, with further settings of the broker. */
    public static BrokerProcess start(Path directory, Map<String, String> overrides)
            throws Exception {
        return start(new BrokerProcess(directory, LoopbackPort.free(), overrides, null));
    }

    /** Starts one that also listens where clients must use TLS and say who they are. */
    public static BrokerProcess start(Path directory, SecuredListener secured) throws Exception {
        return start(new BrokerProcess(directory, LoopbackPort.free(), Map.of(), secured));
    }

    private static BrokerProcess start(BrokerProcess broker) throws Exception {
        broker.format();
        broker.restart();
        return broker;
    }

    private void format() throws Exception {
        Files.createDirectories(directory);
        try (Writer file = Files.newBufferedWriter(directory.resolve("server.properties"))) {
            settings().store(file, null);
        }
        Formatter formatter = new Formatter();
        if (secured != null) {
            formatter
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setScramArguments(secured.credentials());
        }
        formatter
                .setPrintStream(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(data())
                .setMetadataLogDirectory(data())
                .setControllerListenerName("CONTROLLER")
                .run();
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private Properties settings() {
        int controller = LoopbackPort.free();
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controller));
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", data());
        settings.put("log.retention.ms", "-1");
        settings.put("auto.create.topics.enable", "false");
        for (String topic :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            settings.put(topic + ".num.partitions", "1");
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.putAll(overrides);
        if (secured != null) {
            secured.addTo(settings);
        }
        return settings;
    }

    /** Starts it again, after {@link #kill}; returns once it answers. */
    public void restart() throws Exception {
        process =
                JavaProcess.start(
                        "broker",
                        directory,
                        Classpaths.broker(),
                        List.of("-Xmx512m"),
                        List.of("kafka.Kafka", directory.resolve("server.properties").toString()));
        try {
            Deadline.await("the broker answers", START, this::answers);
        } catch (Exception | AssertionError e) {
            process.close();
            throw e;
        }
    }

    private boolean answers() throws IOException {
        process.requireAlive();
        try (BrokerConnection connection = BrokerConnection.open(bootstrapServers(), ANSWER)) {
            return connection != null;
        } catch (BrokerUnreachableException e) {
            return false;
        }
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.close();
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
