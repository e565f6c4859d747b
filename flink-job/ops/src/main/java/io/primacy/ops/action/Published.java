package io.primacy.ops.action;

import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Refusals;
import java.util.List;

/**
 * What is published of a model.
 *
 * @param aliases names and where they point, with their histories
 * @param versions the newest, newest first
 * @param refusals versions that the gate did not let out, newest last
 */
public record Published(
        List<Alias> aliases, List<Version> versions, List<Refusals.Refusal> refusals) {
    public Published {
        aliases = List.copyOf(aliases);
        versions = List.copyOf(versions);
        refusals = List.copyOf(refusals);
    }

    /**
     * A version.
     *
     * @param version {@code epoch-sequence}
     * @param kind complete in itself or not
     * @param learned events learned up to it
     * @param bytes of all its files
     */
    public record Version(String version, String kind, long learned, long bytes) {}
}
