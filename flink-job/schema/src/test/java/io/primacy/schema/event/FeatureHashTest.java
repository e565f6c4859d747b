package io.primacy.schema.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    @Test
    void everyLengthAndSeedMatchesTheReferenceImplementation() throws Exception {
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (31 * i + 7);
        }
        ByteBuffer hashes = ByteBuffer.allocate(100 * 4 * 8).order(ByteOrder.LITTLE_ENDIAN);

        for (int length = 0; length < 100; length++) {
            for (long seed : new long[] {0, 1, -1, 0x9E3779B185EBCA87L}) {
                hashes.putLong(XxHash64.hash(bytes, 0, length, seed));
            }
        }

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(hashes.array());
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("0367b1f871e25371f6a93f44a85e4b1a141e003035d8ba2614e100ad2c91cbd3");
    }

    /** Fields: feature, value, seed in hex, id in decimal; what a line means stands in the file. */
    static Stream<Arguments> vectors() throws IOException {
        try (InputStream in = FeatureHashTest.class.getResourceAsStream("feature-ids.tsv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.startsWith("#")).map(FeatureHashTest::vector);
        }
    }

    private static Arguments vector(String line) {
        return Arguments.of((Object[]) line.split("\t", -1));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theFormatsVectorsHold(String feature, String value, String seed, long id) {
        FeatureHash hash = FeatureHash.of(feature);

        assertThat("%016x".formatted(hash.seed())).isEqualTo(seed);
        assertThat(hash.id(value)).isEqualTo(id);
    }
}
