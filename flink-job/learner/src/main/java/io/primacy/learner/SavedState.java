package io.primacy.learner;

import io.primacy.learner.constraint.ConstraintFigures;
import io.primacy.learner.evolution.ModelShape;
import io.primacy.schema.report.SavedModel;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.util.Arrays;
import java.util.List;

/** Reads a model's state without its config: whatever wrote it, its header says enough. */
public final class SavedState {
    private final ModelParts parts;
    private final StateHeader header;
    private final ModelShape shape;
    private final Control control;

    /**
     * @param parts a model's parts; dense weights and multipliers are needed
     * @throws StateException if another release wrote them
     */
    public SavedState(ModelParts parts) {
        this.parts = parts;
        header = StateHeader.read(parts.control());
        shape = ModelShape.parse(header.shape());
        control = Control.read(header.rest(), header.version(), shape);
    }

    /** Weights and slots, without header: the same bytes for the same values. */
    public byte[] weights() {
        StateHeader dense = StateHeader.read(parts.dense());
        byte[] weights = new byte[dense.rest().remaining()];
        dense.rest().get(weights);
        return weights;
    }

    /** Id of the job that learned it; empty: not known. */
    public String job() {
        return control.lineage().job();
    }

    /**
     * What is known of the model.
     *
     * @param key its key
     * @param unpublished whether it has learned since its last version
     * @param rows number of its embedding rows
     * @param rowBytes their bytes in state
     * @param digest over weights, slots and rows
     */
    public SavedModel describe(
            String key, boolean unpublished, long rows, long rowBytes, String digest) {
        return new SavedModel(
                key,
                header.version(),
                header.shape(),
                control.step(),
                control.learned(),
                parts.pending() == null ? 0 : StateHeader.read(parts.pending()).rest().getInt(),
                control.skippedBatches(),
                control.eventTimeMillis(),
                control.lineage().parentSequence() == 0
                        ? null
                        : new SnapshotVersion(
                                        control.lineage().parentEpoch(),
                                        control.lineage().parentSequence())
                                .toString(),
                unpublished,
                Arrays.stream(control.nextOffsets()).boxed().toList(),
                control.constraints().stream().map(this::constraint).toList(),
                rows,
                rowBytes,
                rowBytes + partBytes(),
                digest);
    }

    private SavedModel.Constraint constraint(Control.Numbers numbers) {
        ConstraintFigures figures = ConstraintFigures.of(numbers.values());
        return new SavedModel.Constraint(
                numbers.stage(),
                shape.tasks().get(numbers.task()).name(),
                figures.lambda(),
                figures.multiplier(),
                finite(figures.reference()),
                finite(figures.violation()),
                finite(figures.ownNorm()),
                finite(figures.restNorm()));
    }

    private long partBytes() {
        long bytes = 0;
        for (byte[] part :
                List.of(
                        parts.dense(),
                        parts.control(),
                        orNone(parts.pending()),
                        orNone(parts.validation()),
                        orNone(parts.admission()))) {
            bytes += part.length;
        }
        return bytes;
    }

    private static byte[] orNone(byte[] part) {
        return part == null ? new byte[0] : part;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
