package io.primacy.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class OperatorProcessTest {
    @Test
    void commandsAreRunAsTheLauncherRunsThem() throws Exception {
        String launcher = Files.readString(JavaProcess.home().resolve("primacy"));

        assertThat(launcher)
                .contains(
                        "%s) options+=(%s) ;;"
                                .formatted(
                                        String.join(" | ", OperatorProcess.BRIEF_COMMANDS),
                                        String.join(" ", OperatorProcess.BRIEF)));
    }
}
