package io.primacy.serving;

/**
 * Is told what a {@link Scorer} does on its own, on the scorer's thread: be quick, do not throw.
 */
public interface ScorerListener {
    /** Tells nobody. */
    ScorerListener NONE = new ScorerListener() {};

    /** Tells the JDK's system logger: swaps at debug level, refusals as warnings. */
    ScorerListener LOG =
            new ScorerListener() {
                private final System.Logger log = System.getLogger(Scorer.class.getName());

                @Override
                public void served(String model, String version) {
                    log.log(
                            System.Logger.Level.DEBUG,
                            "Model ''{0}'': serving version {1}",
                            model,
                            version);
                }

                @Override
                public void refused(String model, String version, String reason) {
                    log.log(
                            System.Logger.Level.WARNING,
                            "Model ''{0}'': version {1} is not served: {2}",
                            model,
                            version,
                            reason);
                }
            };

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
