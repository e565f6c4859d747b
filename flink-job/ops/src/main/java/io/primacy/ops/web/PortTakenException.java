package io.primacy.ops.web;

/** The dashboard cannot listen where it should. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String bind, int port, Throwable cause) {
        super(
                "The dashboard cannot listen on %s port %d; end what does, or give another port."
                        .formatted(bind, port),
                cause);
    }
}
