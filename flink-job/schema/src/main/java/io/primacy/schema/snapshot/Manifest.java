package io.primacy.schema.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.FeatureHash;
import io.primacy.schema.initial.InitialRows;
import io.primacy.schema.report.TaskReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a published version is: {@code manifest.json}. Holds nothing that differs between two runs
 * over the same events but the checkpoint's number.
 *
 * @param formatVersion {@value #FORMAT_VERSION}, or {@value #DELTA_FORMAT_VERSION} of a delta
 * @param kind {@code base}: complete in itself; {@code delta}: the network, and the rows that
 *     changed since its parent
 * @param learner the config's name
 * @param model model key
 * @param version this version
 * @param parent the version before it in its lineage, whatever epoch, {@code null} for the first
 * @param checkpointId the checkpoint that contains it
 * @param configDigest {@link ConfigDigest}
 * @param step mini-batches learned
 * @param learned events learned
 * @param eventTimeMillis largest event time learned, ms since 1970
 * @param offsets by partition: what would be learned next
 * @param features the inputs, in order
 * @param network the network
 * @param tasks progressive validation when the snapshot was made
 * @param files everything else that belongs to the version
 */
@JsonPropertyOrder({
    "formatVersion", "kind", "learner", "model", "version", "parent", "checkpointId",
            "configDigest",
    "step", "learned", "eventTimeMillis", "offsets", "features", "network", "tasks", "files"
})
public record Manifest(
        int formatVersion,
        String kind,
        String learner,
        String model,
        String version,
        String parent,
        long checkpointId,
        String configDigest,
        long step,
        long learned,
        long eventTimeMillis,
        List<Offset> offsets,
        List<Feature> features,
        Network network,
        List<TaskReport> tasks,
        List<File> files) {

    /** The version of this format, of a version that is complete in itself. */
    public static final int FORMAT_VERSION = 1;

    /** That of a delta: releases that do not know deltas refuse it. */
    public static final int DELTA_FORMAT_VERSION = 2;

    /**
     * Next offset to learn from a partition.
     *
     * @param partition the partition
     * @param next the offset
     */
    public record Offset(int partition, long next) {}

    /**
     * One input.
     *
     * @param name its name
     * @param type categorical, categorical-list or numeric
     * @param dimension embedding length; 0 for a numeric
     * @param hashSeed seed of the ids' XXH64, 16 hex digits; {@code null} for a numeric
     * @param separator separator of a list in one string, or {@code null}
     * @param transform for a numeric: none, log1p or sqrt
     * @param offset for a numeric: subtracted after the transform
     * @param scale for a numeric: multiplied last
     * @param path JSON pointer of its value in an event; {@code null} in manifests from before it
     *     was written: {@code /} and the name
     */
    public record Feature(
            String name,
            String type,
            int dimension,
            String hashSeed,
            String separator,
            String transform,
            double offset,
            double scale,
            String path) {

        /** Whether it is a number, not ids with embeddings. */
        @JsonIgnore
        public boolean isNumeric() {
            return kebab(FeatureConfig.Type.NUMERIC).equals(type);
        }

        /**
         * The config's entry that this was made of.
         *
         * @throws SnapshotException if type or transform are none that this release knows
         */
        public FeatureConfig config() {
            return new FeatureConfig(
                    name,
                    path == null ? "/" + name.replace("~", "~0").replace("/", "~1") : path,
                    constant(FeatureConfig.Type.class, type),
                    dimension,
                    separator,
                    transform == null
                            ? FeatureConfig.Transform.NONE
                            : constant(FeatureConfig.Transform.class, transform),
                    offset,
                    scale);
        }
    }

    /**
     * The network.
     *
     * @param architecture shared-bottom, mmoe or ple
     * @param experts number of experts that all tasks share
     * @param expertLayers widths
     * @param towerLayers widths
     * @param leakySlope slope of the rectifiers below zero
     * @param outputs one per task, in config order: how to read what its tower gives; empty in
     *     manifests from before they were written
     * @param taskExperts ple: experts that each task has to itself
     * @param wide whether there is a linear part: each vector then ends with one linear weight per
     *     output, in the order of the outputs, and is that much longer than its feature's dimension
     * @param initial the embeddings of ids without a row; {@code null} in manifests from before it
     *     was written
     * @param onnx what {@code model.onnx} takes and gives; {@code null} where there is none
     */
    public record Network(
            String architecture,
            int experts,
            List<Integer> expertLayers,
            List<Integer> towerLayers,
            double leakySlope,
            List<Output> outputs,
            int taskExperts,
            boolean wide,
            Initial initial,
            OnnxSignature onnx) {

        public Network {
            outputs = outputs == null ? List.of() : List.copyOf(outputs);
        }

        /** A network that does not say how its outputs are read, as the first manifests did not. */
        public Network(
                String architecture,
                int experts,
                List<Integer> expertLayers,
                List<Integer> towerLayers,
                double leakySlope) {
            this(
                    architecture,
                    experts,
                    expertLayers,
                    towerLayers,
                    leakySlope,
                    List.of(),
                    0,
                    false,
                    null,
                    null);
        }

        /** Linear weights at the end of each vector. */
        public int linearWeights() {
            return wide ? outputs.size() : 0;
        }

        /** Length of a feature's vectors: its dimension, then the linear weights. */
        public int width(Feature feature) {
            return feature.dimension() + linearWeights();
        }
    }

    /**
     * The embedding of an id without a row: see {@link InitialRows}.
     *
     * @param seed 16 hex digits
     * @param range largest absolute value
     */
    public record Initial(String seed, float range) {

        /**
         * The function.
         *
         * @throws SnapshotException if the seed is not one
         */
        public InitialRows rows() {
            if (seed == null || !seed.matches("[0-9a-f]{16}")) {
                throw new SnapshotException(
                        "network.initial.seed must be 16 hex digits, found '" + seed + "'.");
            }
            return new InitialRows(Long.parseUnsignedLong(seed, 16), range);
        }
    }

    /**
     * What one tower gives.
     *
     * @param task the task's name
     * @param priority its priority, 1 is highest
     * @param loss logistic: the tower's number is a logit; squared: it is the value itself
     */
    public record Output(String task, int priority, String loss) {}

    /**
     * One file of the version.
     *
     * @param name plain file name
     * @param bytes its size
     * @param sha256 its SHA-256, 64 hex digits
     */
    public record File(String name, long bytes, String sha256) {}

    /** How the config's inputs are encoded. */
    public static List<Feature> features(LearnerConfig config) {
        return config.features().stream().map(Manifest::feature).toList();
    }

    private static Feature feature(FeatureConfig f) {
        boolean numeric = f.type() == FeatureConfig.Type.NUMERIC;
        return new Feature(
                f.name(),
                kebab(f.type()),
                f.dimension(),
                numeric ? null : "%016x".formatted(FeatureHash.of(f.name()).seed()),
                f.separator(),
                numeric ? kebab(f.transform()) : null,
                f.offset(),
                f.scale(),
                f.path());
    }

    /** The config's network. */
    public static Network network(LearnerConfig config) {
        ModelConfig model = config.model();
        return new Network(
                kebab(model.architecture()),
                model.experts(),
                model.expertLayers(),
                model.towerLayers(),
                0.01,
                config.tasks().stream().map(Manifest::output).toList(),
                model.taskExperts(),
                model.wide(),
                new Initial("%016x".formatted(config.seed()), InitialRows.RANGE),
                OnnxSignature.of(config));
    }

    private static Output output(TaskConfig task) {
        return new Output(task.name(), task.priority(), kebab(task.loss()));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String kebab) {
        for (E constant : type.getEnumConstants()) {
            if (kebab(constant).equals(kebab)) {
                return constant;
            }
        }
        throw new SnapshotException(
                "'"
                        + kebab
                        + "' must be one of "
                        + Stream.of(type.getEnumConstants()).map(Manifest::kebab).toList()
                        + "; a newer release may know it.");
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
