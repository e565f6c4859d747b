package io.primacy.tests.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.Primacy;
import io.primacy.ops.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code savepoint inspect} on a savepoint that is kept with the tests. */
class InspectITCase {
    private static final String GOLDEN =
            Path.of("src", "test", "resources", "golden", "layout-2", "savepoint").toString();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path directory;

    @Test
    void showsEveryModelAndEveryConstraint() {
        assertThat(inspect(GOLDEN)).isZero();

        assertThat(text(out).lines().filter(line -> line.startsWith("scene-"))).hasSize(3 + 3 * 3);
        assertThat(text(out).lines().findFirst().orElse(""))
                .contains("step", "learned", "pending", "rows", "size", "version", "digest");
        assertThat(text(out)).contains("1-000001", "λ", "reference", "violation");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void printsJsonOfOneModelForOtherPrograms() throws Exception {
        assertThat(inspect(GOLDEN + "/_metadata", "--json", "--model", "scene-1")).isZero();

        JsonNode models = new ObjectMapper().readTree(text(out));
        assertThat(models).hasSize(1);
        assertThat(models.get(0).path("model").asText()).isEqualTo("scene-1");
        assertThat(models.get(0).path("step").asLong()).isPositive();
        assertThat(models.get(0).path("constraints")).hasSize(3);
    }

    @Test
    void whatIsNoSavepointIsUsageAndABrokenOneHasFailed() throws Exception {
        assertThat(inspect(directory.resolve("none").toString())).isEqualTo(2);
        assertThat(text(err)).contains("does not exist; name the directory of a savepoint");

        assertThat(inspect(directory.toString())).isEqualTo(2);
        assertThat(text(err)).contains("is no savepoint: it has no _metadata");

        assertThat(inspect(GOLDEN, "--model", "other")).isEqualTo(2);
        assertThat(text(err)).contains("There is no model 'other'");

        Files.writeString(directory.resolve("_metadata"), "not a savepoint");
        assertThat(inspect(directory.toString())).isEqualTo(1);
        assertThat(text(err)).contains("cannot be read as a savepoint of this job");
        assertThat(text(err)).doesNotContain("\tat ");
    }

    private int inspect(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "savepoint";
        all[1] = "inspect";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Terminal terminal = new Terminal(stream(out), stream(err), false, false);
        return Primacy.commandLine(terminal, directory, false).execute(all);
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream from) {
        return from.toString(StandardCharsets.UTF_8);
    }
}
