package io.primacy.ops.flink;

/** No job manager answers. */
public final class FlinkUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FlinkUnreachableException(String address, String reason, Throwable cause) {
        super(
                "No Flink job manager answers at "
                        + address
                        + (reason == null ? "" : " (" + reason + ")")
                        + "; check --flink and that the cluster runs.",
                cause);
    }
}
