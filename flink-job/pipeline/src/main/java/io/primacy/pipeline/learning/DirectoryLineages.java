package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.pipeline.state.Lineages;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lineage as the snapshot directory and the job's id tell it. A job that was restored after a
 * failure has its id and goes on in its epoch. A job with another id, restored from a savepoint,
 * begins an epoch above all that are visible, so that no version ever has two contents; and so does
 * one that finds versions beyond its state's, whatever its id.
 */
final class DirectoryLineages implements Lineages {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLineages.class);

    private final SnapshotDirectory directory;
    private final String job;

    DirectoryLineages(SnapshotDirectory directory, String job) {
        this.directory = directory;
        this.job = job;
    }

    @Override
    public boolean continues(Model model) throws IOException {
        boolean restored = !model.lineage().job().isEmpty() || model.lastSequence() > 0;
        Collection<SnapshotVersion> visible = directory.versions(model.key());
        boolean beyond =
                visible.stream()
                        .anyMatch(
                                v ->
                                        v.epoch() == model.epoch()
                                                && v.sequence() > model.lastSequence());
        if (restored && model.lineage().job().equals(job) && !beyond) {
            return false;
        }
        int highest = visible.stream().mapToInt(SnapshotVersion::epoch).max().orElse(0);
        int epoch = Math.max(highest, restored ? model.epoch() : 0) + 1;
        model.beginEpoch(epoch, job);
        if (restored) {
            LOG.info(
                    "Model {}: epoch {} begins; its first version follows {}-{}",
                    model.key(),
                    epoch,
                    model.lineage().parentEpoch(),
                    model.lineage().parentSequence());
        }
        return true;
    }
}
