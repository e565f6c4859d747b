package io.primacy.schema.snapshot.alias;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * Keeps versions, and what they need to be loaded, from being removed.
 *
 * @param name what it is called; the same rule as an alias's
 * @param versions what it keeps
 * @param at since when, ISO 8601
 * @param by who or what keeps them
 * @param reason why
 */
@JsonPropertyOrder({"name", "versions", "at", "by", "reason"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reference(String name, List<String> versions, String at, String by, String reason) {
    public Reference {
        versions = versions == null ? List.of() : List.copyOf(versions);
    }
}
