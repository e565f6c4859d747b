package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.tests.process.JobJar;
import io.primacy.tests.process.OperatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every command of the operations guide, in its order. */
@Tag("cluster")
@Tag("long")
class OperationsGuideE2ECase {
    private static final Path GUIDE =
            Path.of(System.getProperty("primacy.home"), ".github", "OPERATIONS.md");
    private static final Pattern BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern EXIT = Pattern.compile("# exit (\\d)");
    private static final int EVENTS = 1_000;

    @Test
    void everyCommandDoesWhatTheGuideSays() throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(10);
        try (RollbackBench bench = RollbackBench.start("guide", 1)) {
            DrilledLearner learner = bench.learner("guided");
            SavepointCatalogue catalogue = new SavepointCatalogue(learner.savepoints());
            Map<String, String> environment =
                    Map.of(
                            "PRIMACY_FLINK", bench.flink().rest().address(),
                            "PRIMACY_SAVEPOINTS", learner.savepoints().toString(),
                            "PRIMACY_JAR", JobJar.path().toString());
            try (TimedFeed feed = learner.feed(1)) {
                for (String command : commands) {
                    if (command.contains("savepoint create")) {
                        feed.send(Stretch.good(EVENTS));
                        learner.awaitServed(feed.next());
                    }
                    String id = catalogue.list().stream().map(e -> e.id()).findFirst().orElse("");
                    Matcher exit = EXIT.matcher(command);
                    OperatorProcess.run(
                                    "io.primacy.local.Primacy",
                                    environment,
                                    learner.configFile().getParent(),
                                    words(command, bench, learner, id))
                            .expect(exit.find() ? Integer.parseInt(exit.group(1)) : 0);
                }
            }
            assertThat(catalogue.list()).isEmpty();
            assertThat(learner.job()).isPresent();
        }
    }

    private static List<String> commands() throws Exception {
        List<String> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(GUIDE));
        while (blocks.find()) {
            blocks.group(1).lines().filter(l -> !l.isBlank()).forEach(commands::add);
        }
        return commands;
    }

    private static String[] words(
            String command, RollbackBench bench, DrilledLearner learner, String id) {
        assertThat(command).startsWith("./primacy ");
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.replaceFirst(" *#.*", ""));
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(
                    text.replace("kafka:9092", bench.servers())
                            .replace("my.yaml", learner.configFile().toString())
                            .replaceAll("^ID$", id)
                            .replace(
                                    "01:40..02:10",
                                    TimedFeed.millis(0) + ".." + TimedFeed.millis(1))
                            .replaceAll("^01:40$", Instant.now().toString()));
        }
        return words.subList(1, words.size()).toArray(String[]::new);
    }
}
