package io.primacy.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on the loopback interface. */
public final class LoopbackPort {
    /** The address everything in this process listens on. */
    public static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private LoopbackPort() {}

    /** A port that is free now. */
    public static int free() {
        try {
            return bind(0);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on " + HOST + ".", e);
        }
    }

    /**
     * Checks that a port can be listened on now; 0 always can.
     *
     * @param option that named it, for the error
     * @throws BrokerException if it is taken
     */
    public static void requireFree(int port, String option) {
        try {
            bind(port);
        } catch (IOException e) {
            throw new BrokerException(
                    "Port " + port + " is in use; give another " + option + " or leave it out.", e);
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
            return socket.getLocalPort();
        }
    }
}
