package io.primacy.serving;

import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.Manifest.Output;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.serving.feature.Features;
import io.primacy.serving.model.ModelLoader;
import io.primacy.serving.model.ServedModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Serves one model of a snapshot directory: follows an alias from version to version and scores
 * with the one that it points to. Thread-safe.
 *
 * <p>A new version is loaded, verified and run once beside the old one, on a thread of its own;
 * then it takes over between two requests. A request is answered by one version only, which it
 * names. A version that is broken does not take over: the one before goes on, the reason is told to
 * the listener and stands in {@link #refusal}, and it is tried again, less and less often. For the
 * time of a swap two versions are in memory, and the old one stays until its last request is done.
 *
 * <pre>{@code
 * try (Scorer scorer = Scorer.open(URI.create("file:///var/lib/primacy/snapshots"), "default", "latest")) {
 *     Scores scores = scorer.score(List.of(Features.of(Map.of("user", "712", "video", "5239"))));
 *     float like = scores.of("like")[0];
 * }
 * }</pre>
 */
public final class Scorer implements AutoCloseable {
    private final String modelKey;
    private final String alias;
    private final Follower follower;
    private final AtomicReference<ServedModel> current = new AtomicReference<>();
    private final ScheduledExecutorService background;

    private Scorer(Path root, String modelKey, String alias, ScorerOptions options)
            throws IOException {
        this.modelKey = modelKey;
        this.alias = alias;
        String directory = SnapshotLayout.modelDirectory(modelKey);
        background =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "primacy-scorer-" + modelKey);
                            thread.setDaemon(true);
                            return thread;
                        });
        SnapshotReader reader = new SnapshotReader(root);
        follower =
                new Follower(
                        modelKey,
                        () -> pointer(root, directory),
                        () -> reader.versions(directory),
                        new ModelLoader(reader, directory, options.threads(), this::retire),
                        options.listener(),
                        current);
    }

    /** Opens a model with {@link ScorerOptions#DEFAULTS}. */
    public static Scorer open(URI directory, String modelKey, String alias) throws IOException {
        return open(directory, modelKey, alias, ScorerOptions.DEFAULTS);
    }

    /**
     * Opens a model and begins to follow an alias. If the version that it points to is broken, the
     * newest whole one before it is served, and {@link #refusal} says why.
     *
     * @param directory the snapshot directory: a {@code file:} URI, or one of a file system that is
     *     installed as a {@code java.nio.file.spi.FileSystemProvider}
     * @param modelKey the model
     * @param alias {@code latest}, {@code stable} or one of your own
     * @throws SnapshotException if the alias does not exist or no version is whole; the message
     *     names files and reasons
     */
    public static Scorer open(URI directory, String modelKey, String alias, ScorerOptions options)
            throws IOException {
        Scorer scorer = new Scorer(path(directory), modelKey, alias, options);
        try {
            scorer.follower.begin();
        } catch (IOException | RuntimeException e) {
            scorer.close();
            throw e;
        }
        long nanos = options.interval().toNanos();
        scorer.background.scheduleWithFixedDelay(
                scorer.follower::follow, nanos, nanos, TimeUnit.NANOSECONDS);
        return scorer;
    }

    private static Path path(URI directory) {
        try {
            return Path.of(directory);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new SnapshotException(
                    "The snapshot directory must be an absolute file: URI, or one of an installed"
                            + " file system, found '"
                            + directory
                            + "': "
                            + e.getMessage()
                            + "; an object store can be mounted, or its provider put on the class"
                            + " path.",
                    e);
        }
    }

    private SnapshotVersion pointer(Path root, String directory) throws IOException {
        Optional<SnapshotVersion> version;
        try {
            version = new Aliases(new LocalModelFiles(root, directory)).version(alias);
        } catch (SnapshotException e) {
            throw new SnapshotException(root.resolve(directory) + ": " + e.getMessage(), e);
        }
        return version.orElseThrow(
                () ->
                        new SnapshotException(
                                "Model '"
                                        + modelKey
                                        + "' has no alias '"
                                        + alias
                                        + "' in "
                                        + root
                                        + "; see primacy snapshot list."));
    }

    /**
     * Scores candidates, all with one version.
     *
     * @param candidates any number; what each may hold, {@link Features} says
     * @return one prediction per candidate and task, and the version
     * @throws io.primacy.serving.feature.FeatureException if a candidate cannot be encoded; nothing
     *     is scored then
     * @throws IllegalStateException if the scorer is closed
     */
    public Scores score(List<Features> candidates) {
        ServedModel model = acquire();
        try {
            Manifest manifest = model.manifest();
            return new Scores(
                    manifest.model(),
                    manifest.version(),
                    manifest.network().outputs().stream().map(Output::task).toList(),
                    model.score(candidates));
        } finally {
            model.release();
        }
    }

    private ServedModel acquire() {
        while (true) {
            ServedModel model = current.get();
            if (model == null) {
                throw new IllegalStateException("The scorer of '" + modelKey + "' is closed.");
            }
            if (model.acquire()) {
                return model;
            }
        }
    }

    /** What the version that answers now is. */
    public Manifest manifest() {
        ServedModel model = acquire();
        try {
            return model.manifest();
        } finally {
            model.release();
        }
    }

    /** The version that answers now. */
    public String version() {
        return manifest().version();
    }

    /** Why the version that the alias points to is not served; empty if it is. */
    public Optional<String> refusal() {
        return Optional.ofNullable(follower.refusal());
    }

    /**
     * Looks at the alias now, on the caller's thread: for who hears of publications otherwise, from
     * the topic that announces them for instance. A version that was refused is tried again.
     *
     * @return whether the version that the alias points to is served
     */
    public boolean refresh() {
        return follower.refresh();
    }

    private void retire(ServedModel model) {
        try {
            background.execute(model::free);
        } catch (RejectedExecutionException closed) {
            model.free();
        }
    }

    /** Stops following and frees memory; requests that run are answered. */
    @Override
    public void close() {
        follower.close();
        background.shutdown();
    }
}
