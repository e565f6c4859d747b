package io.primacy.pipeline.upkeep;

import io.primacy.pipeline.publish.HashedFile;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds a base and the deltas after it into a base of the same version. The rows are merged as they
 * are read; only ids are in memory. The version itself stays as it was published: its base is two
 * files more, the manifest of them written last.
 */
final class Compactor {
    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    private final SnapshotDirectory directory;

    Compactor(SnapshotDirectory directory) {
        this.directory = directory;
    }

    /** The versions that one is loaded from, oldest first. */
    List<SnapshotVersion> chain(String model, SnapshotVersion version) throws IOException {
        ArrayDeque<SnapshotVersion> chain = new ArrayDeque<>();
        SnapshotVersion at = version;
        chain.addFirst(at);
        while (directory.base(model, at).isEmpty()) {
            at = SnapshotVersion.parse(directory.manifest(model, at).parent());
            chain.addFirst(at);
        }
        return List.copyOf(chain);
    }

    /** Makes a version loadable without those that it follows. */
    void fold(String model, SnapshotVersion version) throws IOException {
        List<SnapshotVersion> chain = chain(model, version);
        Manifest manifest = directory.manifest(model, version);
        if (chain.size() == 1) {
            return;
        }
        try (LocalCopies copies = new LocalCopies()) {
            List<Path> files = new ArrayList<>();
            for (SnapshotVersion part : chain) {
                files.add(copies.of(directory, model, part));
            }
            org.apache.flink.core.fs.Path folded =
                    new org.apache.flink.core.fs.Path(
                            directory.version(model, version), SnapshotLayout.FOLDED);
            Manifest.File file = write(files, folded);
            directory.replace(
                    model,
                    version + "/" + SnapshotLayout.BASE,
                    ManifestJson.write(base(manifest, file)));
            LOG.info(
                    "Model {}: {} versions up to {} folded into a base of {} bytes",
                    model,
                    chain.size(),
                    version,
                    file.bytes());
        }
    }

    private static Manifest base(Manifest delta, Manifest.File folded) {
        List<Manifest.File> files = new ArrayList<>();
        for (Manifest.File file : delta.files()) {
            files.add(file.name().equals(SnapshotLayout.EMBEDDINGS) ? folded : file);
        }
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "base",
                delta.learner(),
                delta.model(),
                delta.version(),
                delta.parent(),
                delta.checkpointId(),
                delta.configDigest(),
                delta.step(),
                delta.learned(),
                delta.eventTimeMillis(),
                delta.offsets(),
                delta.features(),
                delta.network(),
                delta.tasks(),
                files);
    }

    /** Merges files, oldest first. */
    private static Manifest.File write(List<Path> files, org.apache.flink.core.fs.Path folded)
            throws IOException {
        TreeSet<Integer> dimensions = new TreeSet<>();
        for (Path file : files) {
            dimensions.addAll(SnapshotLayout.dimensions(Safetensors.entries(file)));
        }
        List<Safetensors.Entry> entries = new ArrayList<>();
        for (int dimension : dimensions) {
            long rows = merge(files, dimension, null, null);
            entries.add(
                    Safetensors.entry(
                            SnapshotLayout.idsTensor(dimension), Safetensors.Type.I64, rows));
            entries.add(
                    Safetensors.entry(
                            SnapshotLayout.vectorsTensor(dimension),
                            Safetensors.Type.F32,
                            rows,
                            dimension));
        }
        HashedFile out = new HashedFile(folded);
        try (out) {
            out.write(Safetensors.header(entries));
            for (int dimension : dimensions) {
                merge(files, dimension, out, null);
                merge(files, dimension, null, out);
            }
        }
        return new Manifest.File(SnapshotLayout.FOLDED, out.size(), out.sha256());
    }

    /** Goes over the rows by id, of each the newest; returns how many there are. */
    private static long merge(
            List<Path> files, int dimension, OutputStream ids, OutputStream vectors)
            throws IOException {
        PriorityQueue<SortedRows> queue =
                new PriorityQueue<>(
                        Comparator.comparingLong(SortedRows::id)
                                .thenComparing(SortedRows::order, Comparator.reverseOrder()));
        List<SortedRows> open = new ArrayList<>();
        try {
            for (int i = 0; i < files.size(); i++) {
                SortedRows rows = SortedRows.open(i, files.get(i), dimension);
                if (rows != null) {
                    open.add(rows);
                    if (rows.hasNext()) {
                        queue.add(rows);
                    }
                }
            }
            return merge(queue, ids, vectors);
        } finally {
            for (SortedRows rows : open) {
                rows.close();
            }
        }
    }

    private static long merge(
            PriorityQueue<SortedRows> queue, OutputStream ids, OutputStream vectors)
            throws IOException {
        long rows = 0;
        long last = 0;
        while (!queue.isEmpty()) {
            SortedRows least = queue.poll();
            if (rows == 0 || least.id() != last) {
                last = least.id();
                rows++;
                if (ids != null) {
                    ids.write(littleEndian(last));
                }
                if (vectors != null) {
                    vectors.write(least.vector());
                }
            }
            least.next();
            if (least.hasNext()) {
                queue.add(least);
            }
        }
        return rows;
    }

    private static byte[] littleEndian(long id) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (id >>> (8 * i));
        }
        return bytes;
    }

    /** A broken file, which must not be folded into a base. */
    static SnapshotException broken(String file, String reason) {
        return new SnapshotException(file + ": " + reason + "; it is not folded.");
    }
}
