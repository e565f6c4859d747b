package io.primacy.schema.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    /** First bytes and borders of the ranges that RFC 3629 tells apart. */
    private static final int[] BORDERS = {
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
        0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    @Property(tries = 20_000)
    void acceptsExactlyWhatTheJdksStrictDecoderAccepts(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[random.nextInt(24)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                    (byte) (random.nextInt(3) == 0 ? 'a' : BORDERS[random.nextInt(BORDERS.length)]);
        }

        assertThat(Utf8.firstMalformed(bytes) < 0)
                .as(HexFormat.of().formatHex(bytes))
                .isEqualTo(decodes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "61, -1",
        "c3a9e4b896f09f9880f48fbfbf, -1",
        "61c0af, 1",
        "6161616161616161eda080, 8",
        "f4908080, 0",
        "61e282, 1",
    })
    void namesTheFirstByteThatIsWrong(String hex, int index) {
        assertThat(Utf8.firstMalformed(HexFormat.of().parseHex(hex))).isEqualTo(index);
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
