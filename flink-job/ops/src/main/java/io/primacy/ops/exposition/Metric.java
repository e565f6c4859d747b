package io.primacy.ops.exposition;

/** What is exposed. Each has its name, kind, labels, unit and meaning here and nowhere else. */
public enum Metric {
    SOURCE_UP(
            "primacy_source_up",
            Kind.GAUGE,
            "source",
            "0 or 1",
            "Whether Kafka or Flink answers the dashboard."),
    MODELS(
            "primacy_models",
            Kind.GAUGE,
            "standing",
            "models",
            "Models by standing: violated, skipping, strained, allowed, learning, held, unconstrained."),
    MODELS_FORGOTTEN(
            "primacy_models_forgotten",
            Kind.COUNTER,
            "",
            "models",
            "Models that were too many to be remembered."),
    DEAD_LETTERS(
            "primacy_dead_letters",
            Kind.COUNTER,
            "reason",
            "events",
            "Events that could not be learned from, each once, since the dashboard began to look (24 h back)."),
    MODEL_LEARNED(
            "primacy_model_learned_events",
            Kind.GAUGE,
            "learner, model",
            "events",
            "Events learned since the model began; falls when older state is restored."),
    MODEL_SPEED(
            "primacy_model_events_per_second",
            Kind.GAUGE,
            "learner, model",
            "events/s",
            "Events learned per second over the last ten seconds."),
    MODEL_SKIPPED(
            "primacy_model_skipped_batches",
            Kind.GAUGE,
            "learner, model",
            "batches",
            "Batches skipped because a loss or gradient was not finite."),
    MODEL_ROWS(
            "primacy_model_resident_rows",
            Kind.GAUGE,
            "learner, model",
            "rows",
            "Embedding rows on the heap."),
    MODEL_EPOCH(
            "primacy_model_epoch",
            Kind.GAUGE,
            "learner, model",
            "epoch",
            "Lineage; a rollback opens a new one."),
    MODEL_REPORT_AGE(
            "primacy_model_report_age_seconds",
            Kind.GAUGE,
            "learner, model",
            "seconds",
            "Time since the model last reported."),
    MODEL_SNAPSHOT_AGE(
            "primacy_model_snapshot_age_seconds",
            Kind.GAUGE,
            "learner, model",
            "seconds",
            "Time since the model's last snapshot was announced; absent while there is none."),
    MODEL_REFUSED(
            "primacy_model_refused_snapshots",
            Kind.GAUGE,
            "learner, model",
            "snapshots",
            "Snapshots that the gate refused since the last that was published."),
    MODEL_GATE_ALARM(
            "primacy_model_gate_alarm",
            Kind.GAUGE,
            "learner, model",
            "0 or 1",
            "Whether the gate refused as many in a row as its alarm-after says."),
    TASK_LOSS(
            "primacy_task_loss",
            Kind.GAUGE,
            "learner, model, task",
            "nats or the label's unit",
            "Mean progressive-validation loss per labelled event in the window."),
    TASK_REFERENCE(
            "primacy_task_reference_loss",
            Kind.GAUGE,
            "learner, model, task",
            "as the loss",
            "Loss of the reference learner on the same events; constrained tasks only."),
    TASK_VIOLATION(
            "primacy_task_violation_ratio",
            Kind.GAUGE,
            "learner, model, task",
            "ratio",
            "(loss - reference) / reference; constrained tasks only."),
    TASK_TOLERANCE(
            "primacy_task_tolerance_ratio",
            Kind.GAUGE,
            "learner, model, task",
            "ratio",
            "Violation that the constraint allows; constrained tasks only."),
    TASK_MULTIPLIER(
            "primacy_task_multiplier",
            Kind.GAUGE,
            "learner, model, task",
            "weight",
            "Lambda: weight of the task's loss in the Lagrangian; constrained tasks only."),
    TASK_AT_MAXIMUM(
            "primacy_task_multiplier_at_maximum",
            Kind.GAUGE,
            "learner, model, task",
            "0 or 1",
            "Whether the multiplier sits at its bound: the constraint cannot be met."),
    TASK_AUC(
            "primacy_task_auc",
            Kind.GAUGE,
            "learner, model, task",
            "0 to 1",
            "Area under the ROC curve in the window."),
    TASK_ENTROPY(
            "primacy_task_normalized_entropy",
            Kind.GAUGE,
            "learner, model, task",
            "ratio",
            "Log-loss over the base rate's entropy; 1 is the base rate."),
    TASK_CALIBRATION(
            "primacy_task_calibration_ratio",
            Kind.GAUGE,
            "learner, model, task",
            "ratio",
            "Predicted over seen."),
    JOB_UP(
            "primacy_job_up",
            Kind.GAUGE,
            "job",
            "0 or 1",
            "Whether Flink says that the job is running."),
    JOB_LAG(
            "primacy_job_lag_events",
            Kind.GAUGE,
            "job",
            "events",
            "Events in the topic that the job has not read; absent while Flink does not say."),
    JOB_RESTARTS(
            "primacy_job_restarts",
            Kind.GAUGE,
            "job",
            "restarts",
            "Restarts since the job was submitted."),
    JOB_CHECKPOINT_AGE(
            "primacy_job_checkpoint_age_seconds",
            Kind.GAUGE,
            "job",
            "seconds",
            "Time since the last completed checkpoint; absent while there is none."),
    JOB_CHECKPOINT_SECONDS(
            "primacy_job_checkpoint_duration_seconds",
            Kind.GAUGE,
            "job",
            "seconds",
            "How long the last completed checkpoint took."),
    JOB_CHECKPOINTS_FAILED(
            "primacy_job_checkpoints_failed",
            Kind.GAUGE,
            "job",
            "checkpoints",
            "Checkpoints that failed since the job was submitted."),
    VIEWERS(
            "primacy_dashboard_viewers",
            Kind.GAUGE,
            "",
            "viewers",
            "Browsers that look at the dashboard now.");

    private final String metricName;
    private final Kind kind;
    private final String labels;
    private final String unit;
    private final String meaning;

    Metric(String metricName, Kind kind, String labels, String unit, String meaning) {
        this.metricName = metricName;
        this.kind = kind;
        this.labels = labels;
        this.unit = unit;
        this.meaning = meaning;
    }

    /** Its name as it is scraped. */
    public String exposedName() {
        return kind == Kind.COUNTER ? metricName + "_total" : metricName;
    }

    String metricName() {
        return metricName;
    }

    Kind kind() {
        return kind;
    }

    /** Names of its labels, separated by commas. */
    public String labels() {
        return labels;
    }

    /** What it is measured in. */
    public String unit() {
        return unit;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }

    /** Whether it only grows. */
    enum Kind {
        GAUGE,
        COUNTER
    }
}
