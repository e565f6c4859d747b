package io.primacy.tests.process;

import io.primacy.local.broker.LoopbackPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A broker's listener with SASL_SSL and SCRAM-SHA-512, and its one user, who may do nothing that no
 * access list allows.
 */
public final class SecuredListener {
    /** The user's name. */
    public static final String USER = "job";

    private static final String STORE_PASSWORD = "store-of-a-test";
    private static final String NAME = "SECURED";

    private final Path directory;
    private final int port;
    private final String password;

    private SecuredListener(Path directory, int port, String password) {
        this.directory = directory;
        this.port = port;
        this.password = password;
    }

    /** Makes a key for 127.0.0.1 and its certificate. */
    public static SecuredListener in(Path directory, String password)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        SecuredListener listener = new SecuredListener(directory, LoopbackPort.free(), password);
        listener.keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12");
        listener.keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "broker",
                "-file",
                listener.certificate().toString());
        return listener;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store().toString(), "-storepass", STORE_PASSWORD));
        Process keytool =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.txt").toFile())
                        .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError(
                    "keytool failed: " + Files.readString(directory.resolve("keytool.txt")));
        }
    }

    private Path store() {
        return directory.resolve("broker.p12");
    }

    /** What clients trust, PEM. */
    public Path certificate() {
        return directory.resolve("broker.pem");
    }

    /** {@code host:port} of it. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    List<String> credentials() {
        return List.of("SCRAM-SHA-512=[name=" + USER + ",password=" + password + "]");
    }

    void addTo(Properties settings) {
        settings.merge("listeners", address(), SecuredListener::both);
        settings.merge("advertised.listeners", address(), SecuredListener::both);
        settings.merge("listener.security.protocol.map", NAME + ":SASL_SSL", SecuredListener::both);
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("ssl.keystore.location", store().toString());
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.password", STORE_PASSWORD);
        settings.put("ssl.key.password", STORE_PASSWORD);
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
    }

    private String address() {
        return NAME + "://" + bootstrapServers();
    }

    private static Object both(Object one, Object other) {
        return one + "," + other;
    }

    /** Properties of a client that knows where the password is, {@code KEY=VALUE}. */
    public List<String> clientProperties(Path secrets) {
        return List.of(
                "security.protocol=SASL_SSL",
                "sasl.mechanism=SCRAM-SHA-512",
                "ssl.truststore.type=PEM",
                "ssl.truststore.location=" + certificate(),
                "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\""
                        + USER
                        + "\" password=\"${file:"
                        + secrets
                        + ":password}\";");
    }

    /** A file with a password, as {@link #clientProperties} names it. */
    public static Path secrets(Path file, String password) throws IOException {
        return Files.write(file, ("password=" + password + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
