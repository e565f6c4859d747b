package io.primacy.local.broker;

import static io.primacy.local.broker.LoopbackPort.HOST;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/** One Kafka node (KRaft: controller and broker in one) on loopback; its data outlives it. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";
    private static final String MAX_RECORD_BYTES = Integer.toString(16 * 1024 * 1024);

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker; formats the directory first if it is new.
     *
     * @param directory where its data lie, or are to lie
     * @param port to listen on; 0: any free one
     * @throws BrokerException if the port is taken or the data cannot be used
     */
    public static EmbeddedBroker start(Path directory, int port) {
        LoopbackPort.requireFree(port, "--broker-port");
        int brokerPort = port == 0 ? LoopbackPort.free() : port;
        KafkaRaftServer server = null;
        try {
            format(directory);
            KafkaConfig config = new KafkaConfig(settings(directory, brokerPort), false);
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, HOST + ":" + brokerPort);
        } catch (Exception e) {
            if (server != null) {
                server.shutdown();
            }
            throw new BrokerException(
                    "The embedded Kafka broker does not start on "
                            + directory
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        Files.createDirectories(directory);
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(report, true, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(CONTROLLER)
                .run();
    }

    private static Properties settings(Path directory, int brokerPort) {
        int controllerPort = LoopbackPort.free();
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "listeners",
                "PLAINTEXT://"
                        + HOST
                        + ":"
                        + brokerPort
                        + ","
                        + CONTROLLER
                        + "://"
                        + HOST
                        + ":"
                        + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + brokerPort);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        keepEverything(settings);
        oneNode(settings);
        return settings;
    }

    /** Records carry event times, so age says nothing about when they came. */
    private static void keepEverything(Properties settings) {
        settings.put("log.retention.ms", "-1");
        settings.put("message.max.bytes", MAX_RECORD_BYTES);
        settings.put("replica.fetch.max.bytes", MAX_RECORD_BYTES);
        settings.put("auto.create.topics.enable", "false");
    }

    /** Internal topics of one partition and replica, few threads, small buffers, no waiting. */
    private static void oneNode(Properties settings) {
        for (String topic :
                new String[] {
                    "offsets.topic", "transaction.state.log", "share.coordinator.state.topic"
                }) {
            settings.put(topic + ".num.partitions", "1");
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "4000");
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
