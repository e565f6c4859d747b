package io.primacy.serving;

import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.serving.model.ModelLoader;
import io.primacy.serving.model.ServedModel;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Keeps the version that an alias points to in place, or the last good one. */
final class Follower {
    private static final int MOST_LOOKS_BETWEEN_TRIES = 64;
    private static final int MOST_FALLBACKS = 20;

    private final String model;
    private final Pointer pointer;
    private final Supplier<List<SnapshotVersion>> versions;
    private final ModelLoader loader;
    private final ScorerListener listener;
    private final AtomicReference<ServedModel> current;

    private volatile String refusal;
    private SnapshotVersion served;
    private SnapshotVersion refused;
    private int looksBetweenTries = 1;
    private int looksUntilTry;
    private boolean closed;

    /**
     * @param pointer the alias
     * @param versions all published versions
     * @param current what requests use; changed by this alone
     */
    Follower(
            String model,
            Pointer pointer,
            Supplier<List<SnapshotVersion>> versions,
            ModelLoader loader,
            ScorerListener listener,
            AtomicReference<ServedModel> current) {
        this.model = model;
        this.pointer = pointer;
        this.versions = versions;
        this.loader = loader;
        this.listener = listener;
        this.current = current;
    }

    /** Reads where the alias points. */
    interface Pointer {
        SnapshotVersion read() throws IOException;
    }

    /** Loads the first version, or the newest whole one before it. */
    synchronized void begin() throws IOException {
        SnapshotVersion target = pointer.read();
        StringBuilder reasons = new StringBuilder();
        try {
            swap(target);
            return;
        } catch (IOException | RuntimeException e) {
            refuse(target, e);
            reasons.append(refusal);
        }
        List<SnapshotVersion> older =
                versions.get().stream()
                        .filter(v -> v.compareTo(target) < 0)
                        .sorted(Comparator.reverseOrder())
                        .limit(MOST_FALLBACKS)
                        .toList();
        for (SnapshotVersion version : older) {
            try {
                swap(version);
                return;
            } catch (IOException | RuntimeException e) {
                reasons.append('\n').append(words(e));
            }
        }
        throw new SnapshotException(
                "Model '" + model + "' has no version that can be served:\n" + reasons);
    }

    /** Looks at the alias and swaps if there is reason to; never throws. */
    synchronized void follow() {
        SnapshotVersion target = null;
        try {
            target = pointer.read();
            if (closed || target.equals(served)) {
                settled();
            } else if (!target.equals(refused) || --looksUntilTry <= 0) {
                swap(target);
                settled();
            }
        } catch (IOException | RuntimeException e) {
            // A look that throws would be the last: the executor drops it without a word.
            refuse(target, e);
        }
    }

    /** Looks now and tries again what was refused; whether the alias's version is served then. */
    synchronized boolean refresh() {
        looksUntilTry = 0;
        follow();
        return refusal == null;
    }

    private void settled() {
        refusal = null;
        refused = null;
        looksBetweenTries = 1;
    }

    private void swap(SnapshotVersion target) throws IOException {
        ServedModel next = loader.load(target, current.get());
        served = target;
        ServedModel before = current.getAndSet(next);
        if (before != null) {
            before.release();
        }
        listener.served(model, target.toString());
    }

    private void refuse(SnapshotVersion target, Exception reason) {
        boolean again = refusal != null && Objects.equals(target, refused);
        looksBetweenTries = again ? Math.min(MOST_LOOKS_BETWEEN_TRIES, 2 * looksBetweenTries) : 1;
        looksUntilTry = looksBetweenTries;
        refused = target;
        refusal = words(reason);
        if (!again) {
            listener.refused(model, target == null ? null : target.toString(), refusal);
        }
    }

    private static String words(Exception reason) {
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }

    String refusal() {
        return refusal;
    }

    synchronized void close() {
        closed = true;
        ServedModel last = current.getAndSet(null);
        if (last != null) {
            last.release();
        }
    }
}
