package io.primacy.pipeline.publish;

import java.util.Arrays;
import java.util.Objects;

/**
 * A staged snapshot waiting for its checkpoint: kept in that checkpoint's state, so that it becomes
 * visible even if the job dies between the two.
 *
 * @param model model key
 * @param version its version, {@code epoch-sequence}
 * @param checkpointId the checkpoint that contains it
 * @param learned events learned up to it
 * @param manifest the bytes of its manifest, which make it visible
 */
public record Publication(
        String model, String version, long checkpointId, long learned, byte[] manifest) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Publication that
                && model.equals(that.model)
                && version.equals(that.version)
                && checkpointId == that.checkpointId
                && learned == that.learned
                && Arrays.equals(manifest, that.manifest);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, version);
    }

    @Override
    public String toString() {
        return "model " + model + ", version " + version + " (checkpoint " + checkpointId + ")";
    }
}
