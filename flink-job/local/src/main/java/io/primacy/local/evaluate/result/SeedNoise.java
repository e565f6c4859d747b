package io.primacy.local.evaluate.result;

/**
 * What chance alone does to a task's windows. Nobody can keep a task closer to its own learner than
 * that learner keeps to itself when it begins with other weights.
 *
 * @param task the task
 * @param windowsOver share of the windows in which the task's run alone is more than 0.5 % above
 *     its run alone with another seed, mean over all pairs of seeds
 */
public record SeedNoise(String task, double windowsOver) {}
