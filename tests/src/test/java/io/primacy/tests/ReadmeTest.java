package io.primacy.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.Primacy;
import io.primacy.ops.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the README names exists: commands and their options, files, types.
 *
 * <p>A word that the reader is to replace ({@code FILE}, {@code <file>}, {@code …}) stands for
 * anything, and so does what follows it in a path.
 */
final class ReadmeTest {
    private static final Path HOME = Path.of(System.getProperty("primacy.home"));

    private static final Pattern FENCED =
            Pattern.compile("(?ms)^ *(```+|~~~+)[^\\n]*\\n(.*?)^ *\\1 *$");

    /** A code span, which may go on in the next line but not in the next paragraph. */
    private static final Pattern SPAN =
            Pattern.compile("(?s)(?<!`)(`+)(?!`)((?:(?!\\n\\s*\\n).)+?)(?<!`)\\1(?!`)");

    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*([^)\\s]+)[^)]*\\)");
    private static final Pattern COMMAND =
            Pattern.compile("\\./primacy(?![\\w./-])([^|;&#()\\n]*)");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[A-Z][A-Z0-9_-]*|.*(…|\\.\\.\\.|[<>{}\\[\\]*$]).*");

    @Test
    void everyCommandExists() throws IOException {
        List<String> commands = commands(readme());

        assertThat(commands).isNotEmpty();
        assertThat(commands.stream().flatMap(command -> unknownWords(command).stream())).isEmpty();
    }

    @Test
    void everyPathExists() throws IOException {
        List<String> paths = paths(readme());

        assertThat(paths).isNotEmpty();
        assertThat(paths).allMatch(ReadmeTest::exists, "exists in the repository");
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
    void continuousIntegrationRunsExactlyTheReadmesTestCommand() throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve(".ci/run"));

        assertThat(lines.stream().filter(l -> l.startsWith("mvn ")))
                .singleElement()
                .asString()
                .startsWith("mvn -B verify");
        assertThat(readme()).contains("\nmvn -B verify\n");
    }

    @Test
    void unknownCommandsAreFound() {
        String page =
                """
                Say `./primacy fly --high`, ./primacy alone or `./primacy …`.

                ```bash
                $ X=1 ./primacy demo --seed-of-all 3 && ./primacy snapshot lst --dir DIR | cat
                ./primacy run \\
                    --config config/demo.yaml --no-such-option=4  # a comment --left-out
                ```
                """;

        assertThat(commands(page).stream().flatMap(command -> unknownWords(command).stream()))
                .containsExactlyInAnyOrder(
                        "primacy fly",
                        "primacy demo --seed-of-all",
                        "primacy snapshot lst",
                        "primacy run --no-such-option");
    }

    @Test
    void missingFilesAreFound() {
        String page =
                """
                See `config/absent.yaml`, [this](absent.md#there), `flink-job/absent/*/pom.xml`.
                `/var/lib/x`, `DIR/a/b`, `flink-job/*/pom.xml`, `.primacy/logs`, `apache/kafka:4`
                and [that](https://example.org/x), [those](#below) are none of the repository's.

                ```bash
                ./primacy run --config config/missing.yaml --replay elsewhere/log.csv
                ```
                """;

        assertThat(paths(page).stream().filter(path -> !exists(path)))
                .containsExactlyInAnyOrder(
                        "config/absent.yaml",
                        "absent.md",
                        "flink-job/absent/*/pom.xml",
                        "config/missing.yaml");
    }

    private static String readme() throws IOException {
        return Files.readString(HOME.resolve("README.md"));
    }

    // Reading the page

    private static Stream<String> spans(String page) {
        return SPAN.matcher(FENCED.matcher(page).replaceAll("\n\n"))
                .results()
                .map(span -> span.group(2).strip().replaceAll("\\s+", " "));
    }

    /** The arguments of each call of the launcher. */
    private static List<String> commands(String page) {
        Stream<String> fenced =
                FENCED.matcher(page)
                        .results()
                        .map(block -> block.group(2).replaceAll("\\\\\\n\\s*", " "));
        return Stream.concat(fenced, spans(page))
                .flatMap(code -> COMMAND.matcher(code).results())
                .map(command -> command.group(1).strip())
                .toList();
    }

    /** What the page calls a file or a folder of the repository. */
    private static List<String> paths(String page) {
        Stream<String> spans = spans(page).filter(span -> !span.contains(" "));
        Stream<String> named = spans.filter(span -> span.contains("/") && isRelative(span));
        Stream<String> linked =
                LINK.matcher(FENCED.matcher(page).replaceAll("\n\n"))
                        .results()
                        .map(link -> link.group(1).replaceFirst("#.*", ""))
                        .filter(target -> !target.isEmpty() && isRelative(target));
        Stream<String> given =
                commands(page).stream()
                        .flatMap(command -> words(command).stream())
                        .map(word -> word.replaceFirst("^--?[\\w-]+=", ""))
                        .filter(word -> word.contains("/") && isRelative(word))
                        .filter(word -> Files.exists(HOME.resolve(Path.of(word).getName(0))));
        return Stream.of(named, linked, given)
                .flatMap(paths -> paths)
                .filter(path -> !isMadeByARun(path))
                .distinct()
                .toList();
    }

    private static List<String> words(String command) {
        return Stream.of(command.split("\\s+"))
                .map(word -> word.replaceAll("[\"']", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Neither absolute nor of a home directory, no address, no image with its tag. */
    private static boolean isRelative(String path) {
        return !path.startsWith("/") && !path.startsWith("~") && !path.contains(":");
    }

    private static boolean isMadeByARun(String path) {
        return List.of(path.split("/")).contains("target")
                || path.startsWith(".primacy/")
                || path.startsWith("./.primacy/");
    }

    private static boolean isPlaceholder(String word) {
        return PLACEHOLDER.matcher(word).matches();
    }

    // Looking for what it names

    /** The first unknown word of a call, after the command it was said to; none if all is known. */
    private static List<String> unknownWords(String call) {
        CommandLine command = Primacy.commandLine(Terminal.system(), HOME, false);
        List<String> unknown = new ArrayList<>();
        Iterator<String> words = words(call).iterator();
        while (words.hasNext() && unknown.isEmpty()) {
            String word = words.next();
            String name = command.getCommandSpec().qualifiedName();
            if (word.startsWith("-") && word.length() > 1) {
                String flag = word.replaceFirst("=.*", "");
                OptionSpec option = option(command, flag);
                if (option == null) {
                    unknown.add(name + " " + flag);
                } else if (option.arity().min() > 0 && flag.equals(word) && words.hasNext()) {
                    words.next();
                }
            } else if (command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            } else if (!command.getSubcommands().isEmpty() && !isPlaceholder(word)) {
                unknown.add(name + " " + word);
            }
        }
        return unknown;
    }

    private static OptionSpec option(CommandLine command, String flag) {
        OptionSpec option = command.getCommandSpec().optionsMap().get(flag);
        return option != null ? option : command.getCommandSpec().negatedOptionsMap().get(flag);
    }

    private static boolean exists(String path) {
        Path place = HOME;
        for (Path part : Path.of(path)) {
            if (!Files.exists(place.resolve(part))) {
                return isPlaceholder(part.toString());
            }
            place = place.resolve(part);
        }
        return true;
    }
}
