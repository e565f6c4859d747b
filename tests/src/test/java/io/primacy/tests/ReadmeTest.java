package io.primacy.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.Primacy;
import io.primacy.ops.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README names exists. */
class ReadmeTest {
    private static final Path HOME = Path.of(System.getProperty("primacy.home"));

    @Test
    void everyLinkedFileExists() throws IOException {
        List<String> links = found("\\]\\((?!https?:)([^)#]+)\\)");

        assertThat(links).hasSizeGreaterThan(8);
        assertThat(links).allSatisfy(link -> assertThat(HOME.resolve(link)).exists());
    }

    @Test
    void everyNamedTypeExistsInTheModuleThatNamesIt() throws IOException {
        List<MatchResult> rows =
                Pattern.compile("(?m)^\\| \\[`([\\w/-]+)`\\].*\\|([^|]+)\\|$")
                        .matcher(readme())
                        .results()
                        .toList();

        assertThat(rows).hasSizeGreaterThanOrEqualTo(6);
        for (MatchResult row : rows) {
            for (String type : row.group(2).split(",")) {
                String file = type.strip().replace("`", "") + ".java";
                try (Stream<Path> sources = Files.walk(HOME.resolve(row.group(1)).resolve("src"))) {
                    assertThat(sources.map(p -> p.getFileName().toString()))
                            .as("%s in %s", file, row.group(1))
                            .contains(file);
                }
            }
        }
    }

    @Test
    void everyCommandAndOptionIsOneThatTheCommandLineKnows() throws IOException {
        List<MatchResult> commands =
                Pattern.compile("\\./primacy ([a-z]+)((?: (?!\\s)[^`\\n]+)?)")
                        .matcher(readme())
                        .results()
                        .toList();

        assertThat(commands).hasSizeGreaterThanOrEqualTo(5);
        for (MatchResult command : commands) {
            var known = Primacy.commandLine(Terminal.system(), HOME, false).getSubcommands();
            assertThat(known).containsKey(command.group(1));
            var line = known.get(command.group(1));
            String[] words = command.group(2).strip().split(" ");
            if (line.getSubcommands().containsKey(words[0])) {
                line = line.getSubcommands().get(words[0]);
            }
            for (String word : words) {
                if (word.startsWith("--")) {
                    assertThat(line.getCommandSpec().findOption(word)).as(word).isNotNull();
                }
            }
        }
    }

    @Test
    void continuousIntegrationRunsExactlyTheReadmesTestCommand() throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve(".ci/run"));

        assertThat(lines.stream().filter(l -> l.startsWith("mvn ")))
                .singleElement()
                .asString()
                .startsWith("mvn -B verify");
        assertThat(readme()).contains("\nmvn -B verify\n");
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(readme()).results().map(m -> m.group(1)).toList();
    }

    private static String readme() throws IOException {
        return Files.readString(HOME.resolve("README.md"));
    }
}
