package io.primacy.schema.config;

import java.util.ArrayList;
import java.util.List;

/**
 * One label with its loss.
 *
 * @param name unique
 * @param label JSON pointer of the label
 * @param loss the loss
 * @param priority 1 is highest; tasks of equal priority form a weighted sum
 * @param weight weight inside its priority level, &gt; 0
 * @param when JSON pointer of a number or boolean: where it is 0, false or missing, the label does
 *     not count (a conversion is labelled on clicks only); {@code null}: it always counts
 */
public record TaskConfig(
        String name, String label, Loss loss, int priority, double weight, String when) {

    /** A task whose labels always count. */
    public TaskConfig(String name, String label, Loss loss, int priority, double weight) {
        this(name, label, loss, priority, weight, null);
    }

    static List<TaskConfig> read(Section root) {
        List<TaskConfig> tasks = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        for (Section s : root.sections("tasks")) {
            String name = names.read(s);
            if (!s.has("priority")) {
                s.problem("priority", "is missing; 1 is the highest");
            }
            tasks.add(
                    new TaskConfig(
                            name,
                            s.pointer("label", "/" + name),
                            s.choice("loss", Loss.LOGISTIC, Loss.class),
                            s.integer("priority", 1, 1, Integer.MAX_VALUE),
                            s.number("weight", 1, "greater than 0", x -> x > 0),
                            s.pointer("when", null)));
            s.refuseUnknownKeys();
        }
        return tasks;
    }

    /** Losses; the label's range follows from it. */
    public enum Loss {
        /** −log-likelihood of a Bernoulli label; label 0 to 1. */
        LOGISTIC,
        /** ½(y − ŷ)²; any finite label. */
        SQUARED,
        /** Squared within 1 of the label, linear beyond (Huber 1964); any finite label. */
        HUBER,
        /** Half the deviance of a Poisson count with mean eᶻ; label 0 or higher. */
        POISSON
    }
}
