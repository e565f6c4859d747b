package io.primacy.local.data;

import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.Offsets;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Finds or sets where a data directory's models begin. */
public final class Beginning {
    private Beginning() {}

    /**
     * The directory's origin. Where no state was ever completed the models begin anew, and so does
     * the origin: all events of the topic, and only what is said of them from now on. The group is
     * new, too, so that offsets which others committed have no say.
     *
     * @param broker {@link Origin#EMBEDDED}, or the outside broker's address
     * @throws DataException if the directory belongs to another learner or broker
     */
    public static Origin of(
            DataDirectory directory,
            LearnerConfig config,
            BrokerConnection connection,
            String broker) {
        Origin known = Origin.read(directory);
        if (known != null) {
            known.require(directory, config.name(), broker);
            if (directory.latestState().isPresent()) {
                return known;
            }
        }
        String group =
                "primacy-" + config.name() + "-" + UUID.randomUUID().toString().substring(0, 8);
        Origin origin =
                new Origin(
                        config.name(),
                        group,
                        broker,
                        offsets(config.events(), connection.offsets()));
        origin.write(directory);
        return origin;
    }

    private static Map<String, Long> offsets(EventsConfig events, Offsets offsets) {
        Map<String, Long> found = new HashMap<>();
        offsets.beginning(events.topic()).forEach((p, at) -> found.put(p.toString(), at));
        offsets.end(events.deadLetterTopic()).forEach((p, at) -> found.put(p.toString(), at));
        offsets.end(events.metricsTopic()).forEach((p, at) -> found.put(p.toString(), at));
        offsets.end(events.snapshotsTopic()).forEach((p, at) -> found.put(p.toString(), at));
        return found;
    }
}
