package io.primacy.local.evaluate;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.replay.EventFile;
import io.primacy.ops.replay.EventFileException;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.event.ExampleParser;
import io.primacy.schema.event.ParseResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/**
 * The events of one file, parsed as the job parses them and held in memory (about 300 bytes each)
 * for all runs. Other than on the wire, where a broken event becomes a dead letter, here it ends
 * the command: figures over what happened to be readable would be worth nothing.
 */
final class EventSet {
    private final List<Example> examples;

    private EventSet(List<Example> examples) {
        this.examples = examples;
    }

    /**
     * Reads a file whole.
     *
     * @param progress told the share that is read, 0 to 1
     * @throws CommandException if the file or an event of it cannot be used
     */
    static EventSet read(Path path, LearnerConfig config, DoubleConsumer progress)
            throws IOException {
        List<Example> examples = new ArrayList<>();
        try (EventFile file = EventFile.open(path)) {
            requireColumns(file, config);
            ExampleParser parser = new ExampleParser(config);
            for (byte[] event = file.next(); event != null; event = file.next()) {
                examples.add(parse(parser, event, file, examples.size()));
                progress.accept(file.fraction());
            }
        } catch (EventFileException e) {
            throw CommandException.usage(e.getMessage());
        }
        if (examples.isEmpty()) {
            throw CommandException.usage("File '" + path + "' has a header and no events.");
        }
        requireLabels(path, config, examples);
        return new EventSet(examples);
    }

    private static Example parse(ExampleParser parser, byte[] event, EventFile file, int row) {
        ParseResult result = parser.parse(event, file.path().toString(), 0, row, 0);
        if (result instanceof ParseResult.Rejected rejected) {
            throw CommandException.usage(
                    "File '%s', line %d: %s."
                            .formatted(file.path(), file.line(), rejected.deadLetter().detail()));
        }
        return ((ParseResult.Parsed) result).example();
    }

    /** A table must have every column that the config reads; in JSON a field may be missing. */
    private static void requireColumns(EventFile file, LearnerConfig config) {
        if (file.columns().isEmpty()) {
            return;
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        for (FeatureConfig feature : config.features()) {
            wanted.put(feature.path(), "feature '" + feature.name() + "'");
        }
        for (TaskConfig task : config.tasks()) {
            wanted.put(task.label(), "label of task '" + task.name() + "'");
            wanted.put(task.when(), "condition of task '" + task.name() + "'");
        }
        wanted.put(config.events().time(), "events.time");
        wanted.put(config.events().modelKey(), "events.model-key");
        wanted.put(config.events().weight(), "events.weight");
        String missing =
                wanted.entrySet().stream()
                        .filter(path -> Objects.nonNull(path.getKey()))
                        .filter(path -> !file.columns().contains(column(path.getKey())))
                        .map(path -> "'" + column(path.getKey()) + "' (" + path.getValue() + ")")
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw CommandException.usage(
                    "File '%s', line 1: the header has no column %s; it has %s."
                            .formatted(file.path(), missing, String.join(", ", file.columns())));
        }
    }

    /** The column that a JSON pointer of one step means. */
    private static String column(String pointer) {
        return pointer.substring(1).replace("~1", "/").replace("~0", "~");
    }

    private static void requireLabels(Path file, LearnerConfig config, List<Example> examples) {
        for (int t = 0; t < config.tasks().size(); t++) {
            int task = t;
            if (examples.stream().allMatch(e -> Float.isNaN(e.labels()[task]))) {
                throw CommandException.usage(
                        "File '%s': no event has a label of task '%s' (%s); take the task out or name its field."
                                .formatted(
                                        file,
                                        config.tasks().get(t).name(),
                                        config.tasks().get(t).label()));
            }
        }
    }

    int size() {
        return examples.size();
    }

    Example get(int i) {
        return examples.get(i);
    }
}
