package io.primacy.ops.web;

import java.util.List;

/**
 * Where the dashboard listens and who may ask it for changes.
 *
 * @param bind address of the interface, loopback unless somebody wants otherwise
 * @param port 0: any free one
 * @param allowedHosts further names under which browsers may come, besides the address itself
 * @param token that changes need; {@code null}: none are made
 */
public record WebOptions(String bind, int port, List<String> allowedHosts, String token) {
    /** The address that only this machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    public WebOptions {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** For this machine only, read-only. */
    public static WebOptions loopback(int port) {
        return new WebOptions(LOOPBACK, port, List.of(), null);
    }
}
