package io.primacy.pipeline.report;

import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.EventsConfig.Delivery;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka sinks of the job, whose topics must exist. At least once: after a failure a record may come
 * twice, none is lost. Exactly once: records are written in transactions, which are committed once
 * their checkpoint is complete.
 *
 * <p>Transactional ids come from a pool of names that begin with the consumer group: two jobs that
 * share a group already take each other's events, so they may fence each other, and a restored job
 * finds what the one before left open, whichever savepoint it was restored from. The pool asks the
 * broker for open transactions, where counted names would have to be tried one by one, one for
 * every checkpoint since the savepoint.
 */
public final class ReportSinks {
    /**
     * Longest dead letter that is kept whole, bytes: twice the largest {@code events.max-bytes}. It
     * bounds what a producer takes from the heap; none of it is taken before it is needed.
     */
    private static final String LONGEST_LETTER = Integer.toString(128 << 20);

    private static final Map<String, String> FOR_LONG_RECORDS =
            Map.of(
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    LONGEST_LETTER,
                    // A record must fit into this, too, or it is refused.
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    LONGEST_LETTER,
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    "gzip");

    private final String bootstrapServers;
    private final EventsConfig topics;
    private final String group;
    private final Map<String, String> properties;

    /**
     * @param bootstrapServers Kafka
     * @param topics names the topics and what is promised of them
     * @param group consumer group of the job; transactional ids begin with it
     * @param properties go to the Kafka producers, over what is set here
     */
    public ReportSinks(
            String bootstrapServers,
            EventsConfig topics,
            String group,
            Map<String, String> properties) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.group = group;
        this.properties = properties;
    }

    /** Takes metrics reports. */
    public Sink<MetricsReport> metrics() {
        return sink("metrics", new MetricsRecord(topics.metricsTopic()), Map.of());
    }

    /**
     * Takes dead letters, however long. They are compressed: an event of the length that a broker
     * just takes would be too long with a letter's headers, and so would one that came compressed.
     *
     * <p>A letter longer than {@code max.request.size} is cut to it, and a header says so. Where
     * the topic has a smaller {@code max.message.bytes} than the events', that property is to be
     * set to it: what a broker refuses fails the job.
     */
    public Sink<DeadLetter> deadLetters() {
        Map<String, String> producer = new HashMap<>(FOR_LONG_RECORDS);
        producer.putAll(properties);
        long longest =
                Math.min(
                        bytes(producer, ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        bytes(producer, ProducerConfig.BUFFER_MEMORY_CONFIG));
        return sink(
                "dead-letters",
                new DeadLetterRecord(topics.deadLetterTopic(), longest),
                FOR_LONG_RECORDS);
    }

    private static long bytes(Map<String, String> producer, String property) {
        return (long) ConfigDef.parseType(property, producer.get(property), ConfigDef.Type.LONG);
    }

    private <T> Sink<T> sink(
            String name, KafkaRecordSerializationSchema<T> records, Map<String, String> defaults) {
        Properties producer = new Properties();
        producer.putAll(defaults);
        KafkaSinkBuilder<T> sink =
                KafkaSink.<T>builder()
                        .setBootstrapServers(bootstrapServers)
                        .setRecordSerializer(records);
        if (topics.delivery() != Delivery.EXACTLY_ONCE) {
            producer.putAll(properties);
            return sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                    .setKafkaProducerConfig(producer)
                    .build();
        }
        String idPrefix = group + "-" + name;
        producer.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(topics.transactionTimeout().toMillis()));
        producer.putAll(properties);
        sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(idPrefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setKafkaProducerConfig(producer);
        return new ExactlyOnceSink<>(sink.build(), committing(producer), idPrefix);
    }

    /** What the connector's builder adds for itself. */
    private Properties committing(Properties producer) {
        Properties all = new Properties();
        String bytes = ByteArraySerializer.class.getName();
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, bytes);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, bytes);
        all.putAll(producer);
        return all;
    }
}
