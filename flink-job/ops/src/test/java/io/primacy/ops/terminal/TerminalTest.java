package io.primacy.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void onlyAConsoleThatIsNotDumbIsInteractive() {
        assertThat(detect(true, Map.of("TERM", "xterm")).interactive()).isTrue();
        assertThat(detect(false, Map.of("TERM", "xterm")).interactive()).isFalse();
        assertThat(detect(true, Map.of("TERM", "dumb")).interactive()).isFalse();
        assertThat(detect(true, Map.of("CI", "true")).interactive()).isFalse();
    }

    @Test
    void noColorSwitchesAttributesOffAndLeavesLiveLines() {
        Terminal terminal = detect(true, Map.of("NO_COLOR", "1"));

        assertThat(terminal.interactive()).isTrue();
        assertThat(terminal.red("x")).isEqualTo("x");
        assertThat(detect(true, Map.of("NO_COLOR", "")).red("x")).isEqualTo("\u001b[31mx\u001b[0m");
    }

    private static Terminal detect(boolean console, Map<String, String> environment) {
        return Terminal.detect(System.out, System.err, console, environment);
    }
}
