package io.primacy.ops.kafka;

import org.apache.kafka.common.errors.AuthenticationException;

/** No broker answers at the given address, or it stopped answering. */
public final class BrokerUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param bootstrapServers the address
     * @param cause what the client said
     */
    public BrokerUnreachableException(String bootstrapServers, Throwable cause) {
        super(message(bootstrapServers, cause), cause);
    }

    /** Kafka's own words about a login hold no secret. */
    private static String message(String bootstrapServers, Throwable cause) {
        if (cause instanceof AuthenticationException) {
            return "The Kafka broker at "
                    + bootstrapServers
                    + " does not let us in: "
                    + cause.getMessage()
                    + "; check the security settings of --kafka-property.";
        }
        return "No Kafka broker answers at "
                + bootstrapServers
                + "; start one there or give --bootstrap-servers HOST:PORT.";
    }
}
