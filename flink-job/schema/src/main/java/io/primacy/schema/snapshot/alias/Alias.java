package io.primacy.schema.snapshot.alias;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.primacy.schema.snapshot.SnapshotException;
import java.util.List;
import java.util.Locale;

/**
 * A name for one of a model's versions.
 *
 * @param alias the name; see {@link #requireName}
 * @param version where it points, {@code epoch-sequence}
 * @param history its moves, oldest first, at most {@value Aliases#LONGEST_HISTORY}
 * @param hold what keeps the job from moving it; {@code null}: nothing does
 */
@JsonPropertyOrder({"alias", "version", "history", "hold"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record Alias(String alias, String version, List<Move> history, Hold hold) {
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";
    private static final String VERSION_LIKE = "\\d+-\\d+";

    public Alias {
        history = history == null ? List.of() : List.copyOf(history);
    }

    /**
     * A move of the alias.
     *
     * @param version where to
     * @param at when, ISO 8601
     * @param by who or what moved it
     * @param reason why
     */
    @JsonPropertyOrder({"version", "at", "by", "reason"})
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Move(String version, String at, String by, String reason) {}

    /**
     * While it stands, the job goes on publishing, but does not move the alias.
     *
     * @param version where the alias stays
     * @param untilEpoch the first version of this epoch or a later one ends the hold and is pointed
     *     to; {@code null}: it ends when somebody ends it
     * @param at since when, ISO 8601
     * @param by who or what holds it
     * @param reason why
     */
    @JsonPropertyOrder({"version", "untilEpoch", "at", "by", "reason"})
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Hold(String version, Integer untilEpoch, String at, String by, String reason) {

        /** Whether a version of that epoch ends the hold. */
        public boolean endsWith(int epoch) {
            return untilEpoch != null && epoch >= untilEpoch;
        }
    }

    /**
     * The name, if it can be one: 1 to 64 letters, digits, {@code _} and {@code -}, nothing that
     * reads like a version, and {@code latest} in lower case only.
     *
     * @throws SnapshotException if it cannot
     */
    public static String requireName(String name) {
        if (name == null
                || !name.matches(NAME)
                || name.matches(VERSION_LIKE)
                || (name.toLowerCase(Locale.ROOT).equals(Aliases.LATEST)
                        && !name.equals(Aliases.LATEST))) {
            throw new SnapshotException(
                    "An alias is 1 to 64 letters, digits, '_' and '-', such as stable, and no"
                            + " version; found '"
                            + name
                            + "'.");
        }
        return name;
    }
}
