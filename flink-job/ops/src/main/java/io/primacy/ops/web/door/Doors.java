package io.primacy.ops.web.door;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

/**
 * Who may come in. A page of another site can make a browser ask us: names that are not ours are
 * refused (DNS rebinding), and so is whatever changes something and comes from another origin or
 * without the token, which no other site can know and no browser sends by itself.
 */
public final class Doors {
    /** Header that carries the token of a request that changes something. */
    public static final String TOKEN = "X-Primacy-Token";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Set<String> hosts;
    private final byte[] token;

    /**
     * @param hosts names under which we may be asked, without port, lower case
     * @param token that requests which change something must bring; {@code null}: none may come
     */
    public Doors(Set<String> hosts, String token) {
        this.hosts = hosts;
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /** Every request comes through here. */
    public void check(Context request) {
        headers(request);
        String host = request.header("Host");
        if (host == null || !hosts.contains(name(host))) {
            throw new ForbiddenResponse(
                    "This is no name of this dashboard; --allow-host NAME would make it one.");
        }
        switch (request.method()) {
            case GET, HEAD -> {
                return;
            }
            default -> change(request, host);
        }
    }

    private void change(Context request, String host) {
        String origin = request.header("Origin");
        String site = request.header("Sec-Fetch-Site");
        if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)
                || site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new ForbiddenResponse("Requests of other sites change nothing here.");
        }
        String given = request.header(TOKEN);
        if (token == null
                || given == null
                || !MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
            throw new UnauthorizedResponse(
                    "This needs the token that the dashboard's start printed, in the header "
                            + TOKEN
                            + ".");
        }
    }

    private static void headers(Context answer) {
        answer.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    /** A host's name without its port. */
    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int port = lower.lastIndexOf(':');
        return port > lower.lastIndexOf(']') && port >= 0 ? lower.substring(0, port) : lower;
    }
}
