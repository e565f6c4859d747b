package io.primacy.local.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a data directory's models began: what lies before it on the topics is none of theirs.
 *
 * @param learner name of the learner's config
 * @param groupId consumer group of the events
 * @param broker {@code embedded}, or the outside broker's address
 * @param offsets first offset that counts, by {@code topic-partition}
 */
public record Origin(String learner, String groupId, String broker, Map<String, Long> offsets) {
    /** {@link #broker} of the broker in this process. */
    public static final String EMBEDDED = "embedded";

    private static final ObjectMapper JSON = new ObjectMapper();

    public Origin {
        offsets = Map.copyOf(offsets);
    }

    /** Offset from which a partition counts; a partition added later counts from its beginning. */
    public long offset(String topic, int partition) {
        return offsets.getOrDefault(topic + "-" + partition, 0L);
    }

    /** The directory's origin; {@code null} if it has none yet. */
    public static Origin read(DataDirectory directory) {
        Path file = directory.origin();
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return JSON.readValue(file.toFile(), Origin.class);
        } catch (IOException e) {
            throw DataException.failed(
                    "'" + file + "' cannot be read: " + e.getMessage() + "; start in a new --data.",
                    e);
        }
    }

    /** Keeps this in the directory. */
    public void write(DataDirectory directory) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(directory.origin().toFile(), this);
        } catch (IOException e) {
            throw DataException.failed(
                    "'" + directory.origin() + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Checks that a run fits the directory.
     *
     * @throws DataException if it belongs to another learner or broker
     */
    public void require(DataDirectory directory, String runLearner, String runBroker) {
        if (!learner.equals(runLearner)) {
            throw DataException.refused(
                    String.format(
                            "Data directory '%s' belongs to learner '%s', the config is of '%s'; give"
                                    + " each learner its own --data.",
                            directory.root(), learner, runLearner));
        }
        if (!broker.equals(runBroker)) {
            throw DataException.refused(
                    String.format(
                            "Data directory '%s' holds offsets of the broker %s, this run uses %s;"
                                    + " give each broker its own --data.",
                            directory.root(), broker, runBroker));
        }
    }
}
