package io.primacy.pipeline.upkeep;

import io.primacy.pipeline.publish.SnapshotCommitter;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.schema.config.SnapshotConfig;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.References;
import io.primacy.schema.snapshot.alias.Retention;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds and removes on a thread of its own. It finds what is to be done in the directory, so that
 * what a dead process left undone is done by the next; a failure is logged, and tried again with
 * the next version.
 */
public final class Upkeep implements SnapshotCommitter.Afterwards {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long CLOSE_SECONDS = 10;

    private final SnapshotDirectory directory;
    private final SnapshotConfig config;
    private final Clock clock;
    private final Compactor compactor;
    private final ExecutorService executor;

    /**
     * @param directory where versions are
     * @param config how often to fold, how much to keep
     * @param clock for the age of versions
     */
    public Upkeep(SnapshotDirectory directory, SnapshotConfig config, Clock clock) {
        this.directory = directory;
        this.config = config;
        this.clock = clock;
        this.compactor = new Compactor(directory);
        this.executor =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread thread = new Thread(task, "Upkeep of snapshots");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Does what is to be done of the model, later. */
    @Override
    public void published(String model, SnapshotVersion version) {
        executor.execute(
                () -> {
                    try {
                        keep(model, version);
                    } catch (IOException | RuntimeException e) {
                        if (!Thread.currentThread().isInterrupted()) {
                            LOG.warn("Model {}: upkeep after version {} failed", model, version, e);
                        }
                    }
                });
    }

    /** Folds and removes now. */
    void keep(String model, SnapshotVersion version) throws IOException {
        if (compactor.chain(model, version).size() > config.baseEvery()) {
            compactor.fold(model, version);
        }
        remove(model);
    }

    private void remove(String model) throws IOException {
        List<SnapshotVersion> visible = directory.versions(model);
        if (visible.size() <= config.keepVersions()) {
            return;
        }
        List<Retention.Published> published = new ArrayList<>();
        for (SnapshotVersion version : visible) {
            Manifest manifest = directory.manifest(model, version);
            Optional<Manifest> base = directory.base(model, version);
            published.add(
                    new Retention.Published(
                            version,
                            base.isPresent() ? null : SnapshotVersion.parse(manifest.parent()),
                            directory.published(model, version)));
        }
        Retention retention = new Retention(config.keepVersions(), config.keepAge());
        for (SnapshotVersion gone : retention.removable(published, named(model), clock.instant())) {
            directory.remove(model, gone);
            LOG.info("Model {}: removed version {}", model, gone);
        }
    }

    private Set<SnapshotVersion> named(String model) throws IOException {
        Set<SnapshotVersion> named =
                new TreeSet<>(new References(directory.files(model)).versions());
        for (Alias alias : directory.aliases(model).list()) {
            named.add(SnapshotVersion.parse(alias.version()));
            if (alias.hold() != null) {
                named.add(SnapshotVersion.parse(alias.hold().version()));
            }
        }
        return named;
    }

    /** Finishes what is begun, for some seconds. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
