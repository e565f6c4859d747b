package io.primacy.schema.config;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Properties of Kafka's clients as people give them, security above all.
 *
 * <p>Secrets are named, not given: {@code ${file:/run/secrets/kafka.properties:password}}, {@code
 * ${directory:/run/secrets:password}} or {@code ${env:KAFKA_PASSWORD}}. Kafka's own client resolves
 * them, in the process that connects; job graphs, savepoints, logs and Flink's pages hold the names
 * alone. A secret in plain text is refused.
 */
public final class KafkaProperties {
    private static final String PROVIDERS = "config.providers";
    private static final String PACKAGE = "org.apache.kafka.common.config.provider.";

    private static final Map<String, String> CLASSES =
            new TreeMap<>(
                    Map.of(
                            "file", PACKAGE + "FileConfigProvider",
                            "directory", PACKAGE + "DirectoryConfigProvider",
                            "env", PACKAGE + "EnvVarConfigProvider"));

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(file|directory|env):[^}]+}", Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_KEY =
            Pattern.compile(
                    ".*(password|secret|keystore\\.key|credential|token\\.value).*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_IN_VALUE =
            Pattern.compile(
                    "(password|secret|token)\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s;]+)",
                    Pattern.CASE_INSENSITIVE);

    private KafkaProperties() {}

    /**
     * Reads {@code KEY=VALUE} texts; a later one replaces an earlier one of its key. Where a value
     * names a secret, Kafka's providers of secrets are added.
     *
     * @throws IllegalArgumentException if one is no {@code KEY=VALUE}, or holds a secret in plain
     *     text
     */
    public static Map<String, String> of(Collection<String> texts) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "A Kafka property is KEY=VALUE, found '" + masked(text) + "'.");
            }
            String key = text.substring(0, equals).strip();
            String value = text.substring(equals + 1).strip();
            if (hasPlainSecret(key, value)) {
                throw new IllegalArgumentException(
                        "The Kafka property '"
                                + key
                                + "' holds a secret in plain text; name it instead:"
                                + " ${file:/run/secrets/kafka.properties:password} or"
                                + " ${env:KAFKA_PASSWORD}.");
            }
            properties.put(key, value);
        }
        addProviders(properties);
        return properties;
    }

    private static boolean hasPlainSecret(String key, String value) {
        if (SECRET_KEY.matcher(key).matches()) {
            return !REFERENCE.matcher(value).find();
        }
        return SECRET_IN_VALUE
                .matcher(value)
                .results()
                .anyMatch(secret -> !REFERENCE.matcher(secret.group(2)).find());
    }

    private static void addProviders(SortedMap<String, String> properties) {
        boolean named = properties.values().stream().anyMatch(v -> REFERENCE.matcher(v).find());
        if (named && !properties.containsKey(PROVIDERS)) {
            properties.put(PROVIDERS, String.join(",", CLASSES.keySet()));
            CLASSES.forEach(
                    (name, type) -> properties.put(PROVIDERS + "." + name + ".class", type));
        }
    }

    /** A text for people: whatever in it looks like a secret is replaced by {@code ***}. */
    public static String masked(String text) {
        int equals = text.indexOf('=');
        if (equals > 0 && SECRET_KEY.matcher(text.substring(0, equals)).matches()) {
            String value = text.substring(equals + 1);
            return REFERENCE.matcher(value).find() ? text : text.substring(0, equals) + "=***";
        }
        return SECRET_IN_VALUE
                .matcher(text)
                .replaceAll(
                        secret ->
                                REFERENCE.matcher(secret.group(2)).find()
                                        ? java.util.regex.Matcher.quoteReplacement(secret.group())
                                        : secret.group(1) + "=***");
    }
}
