package io.primacy.ops.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A REST interface with a certificate of its own. */
final class FlinkTlsTest {
    private static final String PASSWORD = "store-of-a-test";

    @TempDir private Path directory;

    @Test
    void onlyTheAuthorityThatIsGivenIsTrusted() throws Exception {
        Path store = directory.resolve("store.p12");
        Path certificate = directory.resolve("ca.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "k",
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString());
        HttpsServer server = server(store);
        try {
            URI base = URI.create("https://127.0.0.1:" + server.getAddress().getPort());

            assertThat(new FlinkClient(new FlinkAddress(base, certificate, null)).jobs())
                    .extracting(JobOverview::name)
                    .containsExactly("primacy-feed");
            assertThatThrownBy(() -> new FlinkClient(new FlinkAddress(base, null, null)).jobs())
                    .isInstanceOf(FlinkUnreachableException.class)
                    .hasMessageContaining("certification path");
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer server(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        byte[] jobs =
                "{\"jobs\":[{\"jid\":\"a\",\"name\":\"primacy-feed\",\"state\":\"RUNNING\",\"start-time\":1}]}"
                        .getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, jobs.length);
                    exchange.getResponseBody().write(jobs);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }
}
