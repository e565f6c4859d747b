package io.primacy.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.PrimacyOps;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.Savepoints;
import io.primacy.ops.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code savepoint show}. */
final class SavepointShowTest {
    @TempDir private Path directory;

    @Test
    void aHostileModelKeyStaysInItsLine() throws Exception {
        new SavepointCatalogue(directory)
                .put(
                        Savepoints.entry("abc", "2026-11-25T01:30:00Z")
                                .model("a\u001b[2J\n\u202eb")
                                .build());

        assertThat(show("abc")).doesNotContain("\u001b", "\u202e").contains("a␛[2J␊⟨U+202E⟩b  ");
        assertThat(show("abc", "--json")).contains("\"a\\u001B[2J\\n\u202eb\"");
    }

    private String show(String... further) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(lines, System.err, false, false);
        CommandLine root = PrimacyOps.addTo(new CommandLine(new PrimacyOps()), terminal, false);
        String[] arguments = new String[further.length + 4];
        arguments[0] = "savepoint";
        arguments[1] = "show";
        arguments[2] = "--savepoints";
        arguments[3] = directory.toString();
        System.arraycopy(further, 0, arguments, 4, further.length);
        assertThat(root.execute(arguments)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
