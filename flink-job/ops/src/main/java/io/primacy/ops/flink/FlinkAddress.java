package io.primacy.ops.flink;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where a job manager's REST interface is, and how to be let in. Flink itself knows TLS; passwords
 * are asked for by a proxy before it.
 *
 * @param base {@code http://host:port} or {@code https://host:port}, a path may follow
 * @param authority PEM file of the certificates to trust; {@code null}: the Java platform's
 * @param login file with {@code user:password} in its first line; {@code null}: none
 */
public record FlinkAddress(URI base, Path authority, Path login) {

    public FlinkAddress {
        String scheme = base.getScheme();
        boolean known = "http".equals(scheme) || "https".equals(scheme);
        if (!known || base.getHost() == null || base.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "Flink's address is http://HOST:PORT or https://HOST:PORT, without a user");
        }
        if (login != null && scheme.equals("http") && !isLoopback(base.getHost())) {
            throw new IllegalArgumentException(
                    "A password would go to "
                            + base.getHost()
                            + " in plain text; use https:// with --flink-login");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /** What Java trusts, or the given authority alone. */
    SSLContext trust() throws IOException {
        try {
            if (authority == null) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates()) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(authority + " holds no certificates in PEM form.", e);
        }
    }

    private Collection<? extends Certificate> certificates()
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(authority)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    /** The value of the {@code Authorization} header; {@code null}: none. */
    String authorization() throws IOException {
        if (login == null) {
            return null;
        }
        String text = Files.readString(login).lines().findFirst().orElse("").strip();
        if (text.indexOf(':') < 1) {
            throw new IOException(login + " must hold USER:PASSWORD in its first line.");
        }
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
