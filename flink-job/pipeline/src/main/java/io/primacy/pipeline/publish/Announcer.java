package io.primacy.pipeline.publish;

import io.primacy.schema.report.SnapshotAnnouncement;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Tells the world about visible snapshots. */
public interface Announcer extends AutoCloseable {

    /**
     * Announces snapshots; returns once all of them have arrived. One may be announced again after
     * a failure.
     */
    void announce(List<SnapshotAnnouncement> announcements)
            throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** Makes announcers where the job runs. */
    interface Factory extends Serializable {
        Announcer create();
    }
}
