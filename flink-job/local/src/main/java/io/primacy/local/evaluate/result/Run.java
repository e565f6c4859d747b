package io.primacy.local.evaluate.result;

import java.util.List;

/**
 * One pass over the stream with one seed.
 *
 * @param kind nmt (shadow references), frozen, normalized, single (one task alone) or sum
 *     (weighted)
 * @param label the kind with what tells it from its siblings: {@code sum 0.3}, {@code single like}
 * @param seed of every initial weight
 * @param tasks in config order
 */
public record Run(String kind, String label, long seed, List<TaskResult> tasks) {
    public Run {
        tasks = List.copyOf(tasks);
    }
}
