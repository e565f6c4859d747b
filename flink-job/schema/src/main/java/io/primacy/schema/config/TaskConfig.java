package io.primacy.schema.config;

/**
 * One label with its loss.
 *
 * @param name unique
 * @param label JSON pointer of the label
 * @param loss the loss
 * @param priority 1 is highest; tasks of equal priority form a weighted sum
 * @param weight weight inside its priority level, &gt; 0
 */
public record TaskConfig(String name, String label, Loss loss, int priority, double weight) {

    /** Losses; the label's range follows from it. */
    public enum Loss {
        /** −log-likelihood of a Bernoulli label; label 0 to 1. */
        LOGISTIC,
        /** ½(y − ŷ)²; any finite label. */
        SQUARED
    }
}
