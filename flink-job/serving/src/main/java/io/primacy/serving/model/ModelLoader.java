package io.primacy.serving.model;

import io.primacy.schema.event.FeatureHash;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.Manifest.Feature;
import io.primacy.schema.snapshot.Manifest.Network;
import io.primacy.schema.snapshot.OnnxSignature;
import io.primacy.schema.snapshot.OnnxSignature.Port;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a version into memory, or says why not. What the manifest claims is checked before anything
 * is allocated for it.
 */
public final class ModelLoader {
    private static final long LARGEST_ONNX = 1L << 30;
    private static final int LARGEST_DIMENSION = 1 << 16;
    private static final long WIDEST_INPUT = 1 << 20;

    private final SnapshotReader reader;
    private final String modelDirectory;
    private final int threads;
    private final Consumer<ServedModel> unused;

    /**
     * @param reader of the snapshot directory
     * @param modelDirectory the model's directory in it
     * @param threads of one run of the network
     * @param unused gets each model that nobody uses any more, to {@link ServedModel#free} it
     */
    public ModelLoader(
            SnapshotReader reader,
            String modelDirectory,
            int threads,
            Consumer<ServedModel> unused) {
        this.reader = reader;
        this.modelDirectory = modelDirectory;
        this.threads = threads;
        this.unused = unused;
    }

    /**
     * Loads a version: verifies every file, opens the network, runs it once on as many candidates
     * as the version before was given at most.
     *
     * @param before what is served now; {@code null}: nothing
     * @throws SnapshotException if it is broken; the message names file and reason
     */
    public ServedModel load(SnapshotVersion version, ServedModel before) throws IOException {
        Path directory = reader.path(modelDirectory, version);
        try {
            check(directory, reader.manifest(modelDirectory, version));
            LoadedSnapshot snapshot = reader.load(modelDirectory, version);
            check(directory, snapshot.manifest());
            OnnxSignature signature = snapshot.manifest().network().onnx();
            Path file = directory.resolve(signature.file());
            NetworkSession session =
                    new NetworkSession(
                            file.toString(), onnx(file, snapshot.manifest()), signature, threads);
            try {
                ServedModel model = new ServedModel(snapshot, session, unused);
                model.warmUp(before == null ? 1 : before.mostRows());
                return model;
            } catch (RuntimeException | Error e) {
                session.close();
                throw e;
            }
        } catch (OutOfMemoryError e) {
            throw new SnapshotException(
                    directory
                            + ": does not fit into memory beside the version that is served ("
                            + e.getMessage()
                            + "); give the server a larger heap.",
                    e);
        } catch (NullPointerException | IllegalArgumentException e) {
            throw new SnapshotException(directory + ": the manifest makes no sense: " + e, e);
        }
    }

    private static void check(Path directory, Manifest manifest) {
        Network network = manifest.network();
        OnnxSignature signature = network.onnx();
        require(
                signature != null && network.initial() != null && !network.outputs().isEmpty(),
                directory,
                "was written by a release that published no model.onnx; publish a new version");
        long width = 0;
        long numerics = 0;
        try {
            network.initial().rows();
            manifest.features().forEach(Feature::config);
        } catch (SnapshotException e) {
            throw new SnapshotException(directory + ": " + e.getMessage(), e);
        }
        for (Feature feature : manifest.features()) {
            require(
                    feature.isNumeric()
                            || feature.dimension() >= 1 && feature.dimension() <= LARGEST_DIMENSION,
                    directory,
                    "feature '" + feature.name() + "' must have a dimension of 1 to 65536");
            require(
                    feature.isNumeric()
                            || "%016x"
                                    .formatted(FeatureHash.of(feature.name()).seed())
                                    .equals(feature.hashSeed()),
                    directory,
                    "feature '" + feature.name() + "' must have the hash seed of its name");
            width += feature.isNumeric() ? 0 : network.width(feature);
            numerics += feature.isNumeric() ? 1 : 0;
        }
        require(
                width + numerics >= 1 && width + numerics <= WIDEST_INPUT,
                directory,
                "must have 1 to 1048576 inputs, found " + (width + numerics));
        checkPort(directory, signature.inputs(), OnnxSignature.VECTORS, width);
        checkPort(directory, signature.inputs(), OnnxSignature.NUMERICS, numerics);
        require(
                signature.outputs().size() == network.outputs().size()
                        && signature.outputs().stream().allMatch(o -> isColumns(o, 1)),
                directory,
                "must have one output of one column per task");
    }

    private static void checkPort(Path directory, List<Port> inputs, String name, long columns) {
        List<Port> found = inputs.stream().filter(i -> i.name().equals(name)).toList();
        require(
                columns == 0
                        ? found.isEmpty()
                        : found.size() == 1 && isColumns(found.get(0), columns),
                directory,
                "input '" + name + "' must have " + columns + " columns, found " + found);
    }

    private static boolean isColumns(Port port, long columns) {
        return port.shape().equals(List.of(OnnxSignature.ANY, columns));
    }

    /** The file's bytes, the very ones of which the digest was taken. */
    private static byte[] onnx(Path file, Manifest manifest) throws IOException {
        String name = manifest.network().onnx().file();
        Manifest.File entry =
                manifest.files().stream()
                        .filter(f -> f.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new SnapshotException(
                                                file + ": is not among the manifest's files."));
        require(
                entry.bytes() <= LARGEST_ONNX,
                file,
                "must have at most " + LARGEST_ONNX + " bytes, found " + entry.bytes());
        byte[] bytes = Files.readAllBytes(file);
        require(
                HexFormat.of().formatHex(sha256(bytes)).equals(entry.sha256()),
                file,
                "must have SHA-256 " + entry.sha256());
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static void require(boolean met, Path where, String rule) {
        if (!met) {
            throw new SnapshotException(where + ": " + rule + ".");
        }
    }
}
