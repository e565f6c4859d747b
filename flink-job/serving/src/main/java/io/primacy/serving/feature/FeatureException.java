package io.primacy.serving.feature;

/** A candidate that cannot be encoded; the message names candidate, feature, rule and finding. */
public final class FeatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int candidate;

    /**
     * @param candidate its index in the request
     * @param reason feature, rule and what was found
     */
    public FeatureException(int candidate, String reason) {
        super("Candidate " + candidate + ": " + reason);
        this.candidate = candidate;
    }

    /** Index in the request of the candidate that was refused. */
    public int candidate() {
        return candidate;
    }
}
