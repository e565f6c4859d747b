package io.primacy.ops.command.option;

import io.primacy.ops.command.CommandException;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Another priority order than the config's, to try one out without a config of its own. */
public final class TasksOption {
    private static final String SHAPE =
            "it must be task names from the highest priority down, such as like,click";

    @Option(
            names = "--tasks",
            paramLabel = "ORDER",
            description = {
                "Other tasks than the config's, highest priority first: like,click.",
                "a+b,c: a and b share a level. name=/field: a logistic label of the",
                "file that is no task of the config."
            })
    private String order;

    /**
     * The config with the tasks that were asked for; the config itself if none were.
     *
     * @throws CommandException if a task is unknown or named twice
     */
    public LearnerConfig of(LearnerConfig config) {
        if (order == null) {
            return config;
        }
        List<TaskConfig> tasks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String[] levels = order.split(",", -1);
        for (int level = 0; level < levels.length; level++) {
            for (String asked : levels[level].split("\\+", -1)) {
                TaskConfig task = task(config, asked.strip(), level + 1);
                if (!names.add(task.name())) {
                    throw CommandException.usage(
                            "--tasks is '%s', which names '%s' twice; name it once."
                                    .formatted(order, task.name()));
                }
                tasks.add(task);
            }
        }
        return config.with(tasks);
    }

    private TaskConfig task(LearnerConfig config, String asked, int priority) {
        int sign = asked.indexOf('=');
        if (sign > 0 && asked.startsWith("/", sign + 1)) {
            return new TaskConfig(
                    asked.substring(0, sign),
                    asked.substring(sign + 1),
                    TaskConfig.Loss.LOGISTIC,
                    priority,
                    1);
        }
        if (asked.isEmpty() || sign >= 0) {
            throw CommandException.usage("--tasks is '%s'; %s.".formatted(order, SHAPE));
        }
        TaskConfig known =
                config.tasks().stream()
                        .filter(task -> task.name().equals(asked))
                        .findFirst()
                        .orElseThrow(() -> unknown(config, asked));
        return new TaskConfig(
                known.name(), known.label(), known.loss(), priority, known.weight(), known.when());
    }

    private static CommandException unknown(LearnerConfig config, String asked) {
        return CommandException.usage(
                "--tasks names '%s', which is no task of '%s' (it has %s); name its label, as in %s=/%s."
                        .formatted(
                                asked,
                                config.name(),
                                config.tasks().stream()
                                        .map(TaskConfig::name)
                                        .collect(Collectors.joining(", ")),
                                asked,
                                asked));
    }
}
