package io.primacy.ops.kafka;

/** No broker answers at the given address, or it stopped answering. */
public final class BrokerUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param bootstrapServers the address
     * @param cause what the client said
     */
    public BrokerUnreachableException(String bootstrapServers, Throwable cause) {
        super(
                "No Kafka broker answers at "
                        + bootstrapServers
                        + "; start one there or give --bootstrap-servers HOST:PORT.",
                cause);
    }
}
