package io.primacy.pipeline.publish;

import io.primacy.schema.report.SnapshotAnnouncement;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Aliases;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the snapshots of a complete checkpoint visible: writes their manifests, then moves the
 * alias {@code latest} unless it is held, then announces them. Doing it twice changes nothing but
 * that a snapshot is announced again.
 */
public final class SnapshotCommitter implements Committer<Publication> {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotCommitter.class);

    private final String learner;
    private final SnapshotDirectory directory;
    private final Announcer announcer;
    private final Clock clock;
    private final Afterwards afterwards;

    /** Told of every version once it is announced; must return at once. */
    public interface Afterwards extends AutoCloseable {
        void published(String model, SnapshotVersion version);

        @Override
        void close();
    }

    /**
     * @param learner the config's name
     * @param directory where the snapshots are staged
     * @param announcer told last; closed with this
     * @param clock for the histories of aliases
     * @param afterwards told after that; closed with this
     */
    public SnapshotCommitter(
            String learner,
            SnapshotDirectory directory,
            Announcer announcer,
            Clock clock,
            Afterwards afterwards) {
        this.learner = learner;
        this.directory = directory;
        this.announcer = announcer;
        this.clock = clock;
        this.afterwards = afterwards;
    }

    @Override
    public void commit(Collection<CommitRequest<Publication>> requests)
            throws IOException, InterruptedException {
        List<Publication> publications =
                requests.stream()
                        .map(CommitRequest::getCommittable)
                        .sorted(
                                Comparator.comparing(Publication::model)
                                        .thenComparing(p -> SnapshotVersion.parse(p.version())))
                        .toList();
        List<SnapshotAnnouncement> announcements = new ArrayList<>();
        for (Publication publication : publications) {
            SnapshotVersion version = SnapshotVersion.parse(publication.version());
            directory.makeVisible(publication.model(), version, publication.manifest());
            boolean latest =
                    directory
                            .aliases(publication.model())
                            .advance(version, Act.ofJob(clock.instant(), "published"));
            announcements.add(announcement(publication, version, latest));
        }
        announcer.announce(announcements);
        for (Publication publication : publications) {
            LOG.info("Published {}", publication);
            afterwards.published(publication.model(), SnapshotVersion.parse(publication.version()));
        }
    }

    @Override
    public void close() throws IOException {
        afterwards.close();
        announcer.close();
    }

    private SnapshotAnnouncement announcement(
            Publication publication, SnapshotVersion version, boolean latest) {
        return new SnapshotAnnouncement(
                learner,
                publication.model(),
                publication.version(),
                directory.version(publication.model(), version).toUri().toString(),
                publication.checkpointId(),
                publication.learned(),
                latest ? List.of(Aliases.LATEST) : List.of());
    }
}
