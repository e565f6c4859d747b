package io.primacy.ops.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;

/** A connection to a Kafka cluster that has answered at least once. */
public final class BrokerConnection implements AutoCloseable {
    private final String bootstrapServers;
    private final Map<String, String> further;
    private final Duration timeout;
    private final Admin admin;

    private BrokerConnection(
            String bootstrapServers, Map<String, String> further, Duration timeout, Admin admin) {
        this.bootstrapServers = bootstrapServers;
        this.further = Map.copyOf(further);
        this.timeout = timeout;
        this.admin = admin;
    }

    /**
     * Connects and waits for an answer.
     *
     * @param bootstrapServers {@code host:port[,host:port…]}
     * @param timeout longest wait for this and for every later request
     * @throws BrokerUnreachableException if none comes
     */
    public static BrokerConnection open(String bootstrapServers, Duration timeout) {
        return open(bootstrapServers, Map.of(), timeout);
    }

    /**
     * Connects with further properties of Kafka's clients, security for example.
     *
     * @param further see {@link io.primacy.schema.config.KafkaProperties}
     * @throws BrokerUnreachableException if no answer comes
     */
    public static BrokerConnection open(
            String bootstrapServers, Map<String, String> further, Duration timeout) {
        Properties properties = new Properties();
        properties.putAll(further);
        int millis = Math.toIntExact(timeout.toMillis());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "3000");
        BrokerConnection connection = null;
        try {
            connection =
                    new BrokerConnection(
                            bootstrapServers, further, timeout, Admin.create(properties));
            connection.await(connection.admin.describeCluster().clusterId());
            return connection;
        } catch (KafkaException e) {
            throw new BrokerUnreachableException(bootstrapServers, e);
        } catch (BrokerUnreachableException e) {
            connection.close();
            throw e;
        }
    }

    /** The address this was opened with. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Topics of this cluster. */
    public Topics topics() {
        return new Topics(this);
    }

    /** Offsets of this cluster. */
    public Offsets offsets() {
        return new Offsets(this);
    }

    Admin admin() {
        return admin;
    }

    /** Waits for an answer; a refusal by the broker comes out as the client's own exception. */
    <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(timeout.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException refused
                    && !(refused instanceof RetriableException)) {
                throw refused;
            }
            throw new BrokerUnreachableException(bootstrapServers, e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerUnreachableException(bootstrapServers, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnreachableException(bootstrapServers, e);
        }
    }

    /** Client properties that every producer and consumer of this connection shares. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(further);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
