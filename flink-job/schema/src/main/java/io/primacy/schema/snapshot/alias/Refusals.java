package io.primacy.schema.snapshot.alias;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The snapshots of a model that its gate refused, newest last: {@code MODEL/refusals.json}, at most
 * {@value #LONGEST}.
 */
public final class Refusals {
    /** Refusals that are kept. */
    public static final int LONGEST = 100;

    private static final String FILE = "refusals.json";
    private static final int LARGEST = 4 << 20;

    private final ModelFiles files;

    /**
     * A snapshot that was not published.
     *
     * @param version the version that it would have been; a later one has it now
     * @param at when, ISO 8601
     * @param checkpointId the checkpoint at whose barrier it was refused
     * @param learned events learned then
     * @param reasons why
     * @param inARow so many were refused since the last that was published, this one included
     * @param alarm whether that is so many that somebody must look
     */
    @JsonPropertyOrder({"version", "at", "checkpointId", "learned", "reasons", "inARow", "alarm"})
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Refusal(
            String version,
            String at,
            long checkpointId,
            long learned,
            List<String> reasons,
            int inARow,
            boolean alarm) {
        public Refusal {
            reasons = reasons == null ? List.of() : List.copyOf(reasons);
        }
    }

    /**
     * @param files the model's directory
     */
    public Refusals(ModelFiles files) {
        this.files = files;
    }

    /** All that are kept, oldest first. */
    public List<Refusal> list() throws IOException {
        Optional<byte[]> json = files.read(FILE, LARGEST);
        return json.isEmpty() ? List.of() : AliasJson.refusals(FILE, json.get());
    }

    /** Adds one; one that is repeated after a failure, in the same state, stands once. */
    public void add(Refusal refusal) throws IOException {
        List<Refusal> refusals = new ArrayList<>(list());
        refusals.removeIf(
                r ->
                        r.version().equals(refusal.version())
                                && r.checkpointId() == refusal.checkpointId());
        refusals.add(refusal);
        int first = Math.max(0, refusals.size() - LONGEST);
        files.replace(FILE, AliasJson.write(refusals.subList(first, refusals.size())));
    }
}
