package io.primacy.schema.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors made with the reference implementation (xxHash 0.8). */
class FeatureHashTest {

    @ParameterizedTest
    @CsvSource({
        "'', 0, ef46db3751d8e999",
        "a, 0, d24ec4f1a98c6e5b",
        "abc, 0, 44bc2cf5ad770999",
        "abc, 2654435761, 1318df30094a85fd",
        "0123456789abcdef0123456789abcdef, 0, 642a94958e71e6c5",
        "0123456789abcdef0123456789abcdef!, 7, c1efd54a62ef942f",
        "'Grüße, 世界', 0, 8da9997715a4ae3c",
    })
    void xxHash64MatchesTheReferenceImplementation(String text, long seed, String expected) {
        byte[] padded = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);

        long hash = XxHash64.hash(padded, 2, padded.length - 4, seed);

        assertThat("%016x".formatted(hash)).isEqualTo(expected);
    }

    @Test
    void longInputsMatchTheReferenceImplementation() {
        byte[] bytes = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);

        assertThat("%016x".formatted(XxHash64.hash(bytes, 0, 1000, 1)))
                .isEqualTo("412612e98d6cbe69");
    }

    @Test
    void anIdIsTheValuesHashSeededWithTheFeaturesName() {
        FeatureHash user = FeatureHash.of("user");

        assertThat("%016x".formatted(user.seed())).isEqualTo("3da0fd9c44cfc9ee");
        assertThat("%016x".formatted(user.id("712"))).isEqualTo("79ac86197f27355a");
        assertThat("%016x".formatted(user.id(""))).isEqualTo("e52e37cc82edfef1");
        assertThat("%016x".formatted(FeatureHash.of("городу").id("München")))
                .isEqualTo("c6cca93cc3163447");
    }
}
