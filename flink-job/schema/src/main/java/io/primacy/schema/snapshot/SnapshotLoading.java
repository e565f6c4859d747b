package io.primacy.schema.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes a version's tensors into memory and checks that they fit each other. */
final class SnapshotLoading {
    private static final String IDS = "ids.";
    private static final int LARGEST_DIMENSION = 1 << 16;

    private SnapshotLoading() {}

    static Map<String, LoadedSnapshot.Tensor> dense(Path file) throws IOException {
        Map<String, LoadedSnapshot.Tensor> tensors = new LinkedHashMap<>();
        for (Safetensors.Entry entry : Safetensors.entries(file)) {
            tensors.put(
                    entry.name(),
                    new LoadedSnapshot.Tensor(entry.shape(), Safetensors.floats(file, entry)));
        }
        return Collections.unmodifiableMap(tensors);
    }

    static Map<Integer, LoadedSnapshot.Embeddings> embeddings(Path file) throws IOException {
        List<Safetensors.Entry> entries = Safetensors.entries(file);
        Map<Integer, LoadedSnapshot.Embeddings> embeddings = new TreeMap<>();
        for (Safetensors.Entry ids : entries) {
            if (ids.name().startsWith(IDS)) {
                int dimension = dimension(file, ids.name());
                embeddings.put(dimension, embeddings(file, entries, ids, dimension));
            }
        }
        if (entries.size() != 2 * embeddings.size()) {
            throw new SnapshotException(
                    file
                            + ": must hold ids.D and vectors.D per dimension D, found "
                            + String.join(
                                    ", ", entries.stream().map(Safetensors.Entry::name).toList())
                            + ".");
        }
        return Collections.unmodifiableMap(embeddings);
    }

    private static int dimension(Path file, String name) {
        String digits = name.substring(IDS.length());
        int dimension = digits.matches("[1-9]\\d{0,5}") ? Integer.parseInt(digits) : 0;
        if (dimension < 1 || dimension > LARGEST_DIMENSION) {
            throw new SnapshotException(
                    file
                            + ": tensor '"
                            + name
                            + "' must name a dimension from 1 to "
                            + LARGEST_DIMENSION
                            + ".");
        }
        return dimension;
    }

    private static LoadedSnapshot.Embeddings embeddings(
            Path file, List<Safetensors.Entry> entries, Safetensors.Entry ids, int dimension)
            throws IOException {
        String name = SnapshotLayout.vectorsTensor(dimension);
        long rows = ids.elements();
        Safetensors.Entry vectors =
                entries.stream()
                        .filter(e -> e.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new SnapshotException(
                                                file + ": tensor '" + name + "' is missing."));
        long[] shape = vectors.shape();
        if (ids.shape().length != 1
                || shape.length != 2
                || shape[0] != rows
                || shape[1] != dimension) {
            throw new SnapshotException(
                    file + ": tensor '" + name + "' must be [" + rows + ", " + dimension + "].");
        }
        long[] sorted = Safetensors.longs(file, ids);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] <= sorted[i - 1]) {
                throw new SnapshotException(
                        file
                                + ": tensor '"
                                + ids.name()
                                + "' must ascend, row "
                                + i
                                + " does not.");
            }
        }
        return new LoadedSnapshot.Embeddings(dimension, sorted, Safetensors.floats(file, vectors));
    }
}
