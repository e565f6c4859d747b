package io.primacy.serving;

/**
 * Is told what a {@link Scorer} does on its own, on the scorer's thread: be quick, do not throw.
 */
public interface ScorerListener {
    /** Tells nobody. */
    ScorerListener NONE = new ScorerListener() {};

    /** From now on requests are answered by this version. */
    default void served(String model, String version) {}

    /**
     * A version that should be served is not, and the one before goes on; tried again later, less
     * and less often.
     *
     * @param version what the alias points to; {@code null} if that cannot be read
     * @param reason file, rule and what was found
     */
    default void refused(String model, String version, String reason) {}
}
