package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes models, and tells of it, or why not, in the counters, the reports and the log. */
final class ModelPublication {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPublication.class);

    private final SnapshotEmitter snapshots;
    private final Reporter reporter;
    private final OperatorMetrics counters;

    ModelPublication(SnapshotEmitter snapshots, Reporter reporter, OperatorMetrics counters) {
        this.snapshots = snapshots;
        this.reporter = reporter;
        this.counters = counters;
    }

    /**
     * Emits the model's next version, unless the gate refuses it.
     *
     * @param checkpointId the checkpoint at whose barrier this happens
     */
    void publish(Model model, long checkpointId) throws IOException {
        long before = model.lastSequence();
        List<String> refusedFor = snapshots.emit(model, checkpointId);
        if (!refusedFor.isEmpty()) {
            refused(model, checkpointId, refusedFor);
        } else if (model.lastSequence() > before) {
            counters.published();
            LOG.info(
                    "Model {}: version {}-{} emitted for checkpoint {}",
                    model.key(),
                    model.epoch(),
                    model.lastSequence(),
                    checkpointId);
        }
    }

    private void refused(Model model, long checkpointId, List<String> reasons) {
        boolean alarm = snapshots.isAlarming(model);
        counters.refused();
        reporter.refused(model, reasons);
        if (alarm) {
            LOG.error(
                    "Model {}: {} snapshots refused in a row, now at checkpoint {}: {}",
                    model.key(),
                    model.lineage().refusals(),
                    checkpointId,
                    reasons);
        } else {
            LOG.warn(
                    "Model {}: snapshot of checkpoint {} refused: {}",
                    model.key(),
                    checkpointId,
                    reasons);
        }
    }
}
