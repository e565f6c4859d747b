package io.primacy.ops.action;

import io.primacy.schema.snapshot.alias.Alias;
import java.util.List;

/**
 * What is published of a model.
 *
 * @param aliases names and where they point, with their histories
 * @param versions the newest, newest first
 */
public record Published(List<Alias> aliases, List<Version> versions) {
    public Published {
        aliases = List.copyOf(aliases);
        versions = List.copyOf(versions);
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
