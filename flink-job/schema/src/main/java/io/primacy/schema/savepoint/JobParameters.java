package io.primacy.schema.savepoint;

/**
 * What a running job tells about itself as its global parameters, and the arguments that a rollback
 * sets. Flink's REST interface and pages show the parameters; secrets are not in them, see {@link
 * io.primacy.schema.config.KafkaProperties}.
 */
public final class JobParameters {
    /** Parameter: the arguments the job was submitted with, a JSON array of text. */
    public static final String ARGUMENTS = "primacy.arguments";

    /** Parameter: {@link io.primacy.schema.config.ConfigDigest} of its config. */
    public static final String CONFIG_DIGEST = "primacy.config-digest";

    /**
     * Argument: name under which the source keeps its offsets, {@value #FIRST_SOURCE} if left out.
     */
    public static final String SOURCE = "--source";

    /** Argument: {@code PARTITION=OFFSET,…}, where a source begins whose name is new. */
    public static final String START_OFFSETS = "--start-offsets";

    /** Argument, repeated: {@code FROM..TO}, ms since 1970, events that are left out. */
    public static final String SKIP = "--skip";

    /** Argument: a savepoint's URI, out of which single models return; others are as restored. */
    public static final String MODELS_FROM = "--models-from";

    /** Argument, repeated: key of a model that returns out of {@link #MODELS_FROM}. */
    public static final String RETURNED_MODEL = "--returned-model";

    /** The source's name of a job that never had its offsets set. */
    public static final String FIRST_SOURCE = "events";

    private JobParameters() {}
}
