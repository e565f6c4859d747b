package io.primacy.serving;

import java.util.List;

/**
 * What one version says of the candidates of one request; all of it comes from that version.
 *
 * @param model model key
 * @param version the version that answered, such as {@code 1-000042}
 * @param tasks the tasks, in config order
 * @param values [candidates × tasks], row-major: the probability of a logistic task, from 0 to 1,
 *     else the expected value in the label's unit
 */
public record Scores(String model, String version, List<String> tasks, float[] values) {

    /** Number of candidates. */
    public int candidates() {
        return values.length / tasks.size();
    }

    /**
     * One task's predictions, candidate by candidate.
     *
     * @throws IllegalArgumentException if the version has no such task
     */
    public float[] of(String task) {
        int index = tasks.indexOf(task);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "Version "
                            + version
                            + " of model '"
                            + model
                            + "' has no task '"
                            + task
                            + "'; it has "
                            + String.join(", ", tasks)
                            + ".");
        }
        float[] column = new float[candidates()];
        for (int c = 0; c < column.length; c++) {
            column[c] = values[c * tasks.size() + index];
        }
        return column;
    }

    /** A candidate's prediction for the task of that index in {@link #tasks}. */
    public float value(int candidate, int task) {
        return values[candidate * tasks.size() + task];
    }
}
