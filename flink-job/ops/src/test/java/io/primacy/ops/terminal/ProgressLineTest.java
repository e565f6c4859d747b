package io.primacy.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private Instant now = Instant.EPOCH;

    @Test
    void plainLinesAppearEveryFiveSecondsOnly() {
        ProgressLine line = line(false);

        for (int second = 0; second < 12; second++) {
            now = Instant.EPOCH.plusSeconds(second);
            String text = "second " + second;
            line.update(List::of, () -> text);
        }
        line.clear();

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("second 5", "second 10");
    }

    @Test
    void liveLinesAreRedrawnInPlaceAndCleared() {
        ProgressLine line = line(true);

        line.update(() -> List.of("one", "two"), () -> "");
        now = now.plus(Duration.ofMillis(200));
        line.update(() -> List.of("three"), () -> "");
        line.clear();

        String drawn = bytes.toString(StandardCharsets.UTF_8);
        assertThat(drawn).contains("one\n", "two\n", "\u001b[2A", "three\n");
        assertThat(drawn.indexOf("\u001b[2A")).isLessThan(drawn.indexOf("three"));
        assertThat(drawn).endsWith("\u001b[1A\u001b[?7h");
    }

    @Test
    void liveLinesAreNotRedrawnMoreThanTenTimesASecond() {
        ProgressLine line = line(true);

        for (int i = 0; i < 100; i++) {
            line.update(() -> List.of("drawn"), () -> "");
            now = now.plus(Duration.ofMillis(10));
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).split("drawn", -1)).hasSize(11);
    }

    private ProgressLine line(boolean interactive) {
        return new ProgressLine(new Terminal(stream, stream, interactive, false), () -> now);
    }
}
