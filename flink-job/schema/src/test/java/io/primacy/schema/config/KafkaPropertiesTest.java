package io.primacy.schema.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaPropertiesTest {
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"job\" ";

    @Test
    void namedSecretsBringKafkasProvidersOfSecrets() {
        var properties =
                KafkaProperties.of(
                        List.of(
                                "security.protocol=SASL_SSL",
                                "sasl.jaas.config="
                                        + LOGIN
                                        + "password=\"${file:/run/secrets/kafka:password}\";"));

        assertThat(properties)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("config.providers", "directory,env,file")
                .containsEntry(
                        "config.providers.file.class",
                        "org.apache.kafka.common.config.provider.FileConfigProvider");
    }

    @Test
    void whatNamesNoSecretStaysAsItIs() {
        assertThat(KafkaProperties.of(List.of("client.id=a=b"))).containsOnlyKeys("client.id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.truststore.password=hunter2",
                "ssl.keystore.key=-----BEGIN PRIVATE KEY----- hunter2",
                "sasl.jaas.config=x required username=\"job\" password=\"hunter2\";",
                "sasl.jaas.config=x required clientSecret='hunter2';"
            })
    void aSecretInPlainTextIsRefusedAndNotRepeated(String property) {
        assertThatThrownBy(() -> KafkaProperties.of(List.of(property)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("${file:")
                .hasMessageNotContaining("hunter2");
        assertThat(KafkaProperties.masked(property)).contains("***").doesNotContain("hunter2");
    }

    @Test
    void whatIsNoPropertyIsRefused() {
        assertThatThrownBy(() -> KafkaProperties.of(List.of("=x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KEY=VALUE");
    }
}
