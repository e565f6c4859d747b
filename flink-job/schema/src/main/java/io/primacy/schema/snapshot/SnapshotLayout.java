package io.primacy.schema.snapshot;

import io.primacy.schema.event.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a snapshot's files are, below the configured directory:
 *
 * <pre>
 *   MODEL/LATEST                            the version to serve and a newline; moved last
 *   MODEL/aliases/                          other names for versions, and their histories
 *   MODEL/references/                       what keeps versions from being removed
 *   MODEL/VERSION/manifest.json             written last: without it the version does not exist
 *   MODEL/VERSION/dense.safetensors         the network's weights, float32
 *   MODEL/VERSION/embeddings.safetensors    per dimension D: ids.D int64 [N] ascending, vectors.D float32 [N, D]
 *   MODEL/VERSION/model.onnx                the network: vectors and numbers in, predictions out
 *   MODEL/VERSION/base.json                 of a delta, later: the manifest of the same model as a base
 *   MODEL/VERSION/base.safetensors          its rows
 * </pre>
 *
 * A delta has the whole network, but only the rows that changed since its parent; laid over the
 * rows of the parent they are the version's rows.
 *
 * <p>The tensors are safetensors files. Row ids are what {@link
 * io.primacy.schema.event.FeatureHash} computes, with the seeds that the manifest repeats. A
 * missing categorical value is the empty text, an empty list is the zero vector, and a missing
 * number is 0 after transform, offset and scale. An id without a row was never learned: its
 * embedding is what {@link io.primacy.schema.initial.InitialRows} gives.
 *
 * <p>MODEL is the model key with every byte outside {@code A-Z a-z 0-9 _ -} as {@code %XX}; a key
 * whose form is longer than 200 characters is cut there and ends in {@code ~} and the XXH64 of the
 * key.
 */
public final class SnapshotLayout {
    /** The version to serve. */
    public static final String LATEST = "LATEST";

    /** What a version is and what it consists of. */
    public static final String MANIFEST = "manifest.json";

    /** What a delta with all rows folded in consists of; see {@link #FOLDED}. */
    public static final String BASE = "base.json";

    /**
     * All rows of a version that was published as a delta: the form of {@link #EMBEDDINGS}. Where
     * there is a {@link #BASE}, a version is loaded without those that it follows.
     */
    public static final String FOLDED = "base.safetensors";

    /** The network's weights. */
    public static final String DENSE = "dense.safetensors";

    /** The network from vectors and numbers to predictions, for any ONNX runtime. */
    public static final String ONNX = "model.onnx";

    /** The embedding rows. */
    public static final String EMBEDDINGS = "embeddings.safetensors";

    private static final int LONGEST = 200;
    private static final String MODEL_DIRECTORY = "[A-Za-z0-9_%~-]{1,250}";

    private SnapshotLayout() {}

    /**
     * The directory name of a model; never empty, never {@code .} or {@code ..}, no separator in
     * it.
     */
    public static String modelDirectory(String modelKey) {
        if (modelKey.isEmpty()) {
            throw new SnapshotException("A model key must not be empty.");
        }
        byte[] utf8 = modelKey.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder();
        for (byte b : utf8) {
            boolean plain =
                    b >= 'A' && b <= 'Z'
                            || b >= 'a' && b <= 'z'
                            || b >= '0' && b <= '9'
                            || b == '_'
                            || b == '-';
            if (plain) {
                name.append((char) b);
            } else {
                name.append('%').append("%02X".formatted(b & 0xFF));
            }
        }
        if (name.length() > LONGEST) {
            name.setLength(LONGEST);
            name.append('~').append("%016x".formatted(XxHash64.hash(utf8, 0, utf8.length, 0)));
        }
        return name.toString();
    }

    /** Whether a name can be a model's directory: it leads nowhere else. */
    public static boolean isModelDirectory(String name) {
        return name.matches(MODEL_DIRECTORY);
    }

    /**
     * The name, if it can be a model's directory.
     *
     * @throws SnapshotException if it cannot
     */
    public static String requireModelDirectory(String name) {
        if (!isModelDirectory(name)) {
            throw new SnapshotException(
                    "A model's directory is named as `snapshot list` shows it, found '"
                            + name
                            + "'.");
        }
        return name;
    }

    /** Name of the ids of one dimension in {@link #EMBEDDINGS}. */
    public static String idsTensor(int dimension) {
        return "ids." + dimension;
    }

    /**
     * The dimensions of the rows that {@link #EMBEDDINGS} holds.
     *
     * @param entries its tensors
     */
    public static Set<Integer> dimensions(List<Safetensors.Entry> entries) {
        Set<Integer> dimensions = new TreeSet<>();
        for (Safetensors.Entry entry : entries) {
            if (entry.name().matches("ids\\.[1-9]\\d{0,5}")) {
                dimensions.add(Integer.parseInt(entry.name().substring("ids.".length())));
            }
        }
        return dimensions;
    }

    /** Name of the vectors of one dimension in {@link #EMBEDDINGS}. */
    public static String vectorsTensor(int dimension) {
        return "vectors." + dimension;
    }
}
