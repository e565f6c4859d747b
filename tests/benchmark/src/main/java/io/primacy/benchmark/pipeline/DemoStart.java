package io.primacy.benchmark.pipeline;

import io.primacy.local.broker.LoopbackPort;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From the start of {@code primacy demo} to its first learned event, as the first report in its
 * metrics topic tells whoever listens there.
 */
final class DemoStart {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path home;
    private final Path output;

    /**
     * @param home the project's directory
     * @param output file for what the demo prints
     */
    DemoStart(Path home, Path output) {
        this.home = home;
        this.output = output;
    }

    /** Builds what is stale, so that no start waits for it. */
    void prepare() throws IOException, InterruptedException {
        int exit = start("--help").waitFor();
        if (exit != 0) {
            throw new IOException("primacy --help ended with " + exit + "; see " + output);
        }
    }

    /** Seconds. */
    double seconds() throws IOException, InterruptedException {
        int port = LoopbackPort.free();
        LearnerConfig config = ConfigReader.read(home.resolve("config").resolve("demo.yaml"));
        long begun = System.nanoTime();
        Process demo = start("demo", "--broker-port", Integer.toString(port));
        try {
            awaitReport(demo, port, config.events().metricsTopic(), begun);
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            demo.destroy();
            if (!demo.waitFor(30, TimeUnit.SECONDS)) {
                demo.destroyForcibly();
            }
        }
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("primacy").toString());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private void awaitReport(Process demo, int port, String topic, long begun) throws IOException {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "200");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    if (ReportJson.metrics(record.value()).learned() > 0) {
                        return;
                    }
                }
                if (!demo.isAlive() || System.nanoTime() - begun > LIMIT.toNanos()) {
                    throw new IOException("The demo has learned nothing; see " + output);
                }
            }
        }
    }
}
