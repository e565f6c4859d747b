package io.primacy.pipeline.learning;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;

/** How many processors a subtask may count as its own. */
final class SlotProcessors {
    private SlotProcessors() {}

    /** Those of this process, in equal parts for its slots, but at least one. */
    static int of(Configuration taskManager) {
        return of(taskManager, Runtime.getRuntime().availableProcessors());
    }

    static int of(Configuration taskManager, int processors) {
        return Math.max(1, processors / taskManager.get(TaskManagerOptions.NUM_TASK_SLOTS));
    }
}
