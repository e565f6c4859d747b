package io.primacy.learner.network;

import io.primacy.schema.config.LearnerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stage's network has in common with that of a stage above it, which is its reference: all
 * of that stage's parameters. Both began with the same values there.
 */
public final class Anchor {
    private final List<ParameterPart> own = new ArrayList<>();
    private final List<ParameterPart> reference = new ArrayList<>();

    /**
     * @param own layout of the stage
     * @param reference layout of the stage above, whose tasks the stage has, too
     * @param config the learner of both
     */
    public Anchor(NetworkLayout own, NetworkLayout reference, LearnerConfig config) {
        Map<String, ParameterPart> parts = new TreeMap<>();
        for (ParameterPart part : ParameterPart.of(own, config)) {
            parts.put(part.name(), part);
        }
        for (ParameterPart part : ParameterPart.of(reference, config)) {
            this.own.add(parts.get(part.name()));
            this.reference.add(part);
        }
    }

    /**
     * Goes a share of the way to the reference: w ← w + share · (r − w).
     *
     * @param parameters w, the stage's, changed in place
     * @param references r, those of the stage above
     * @param share 0 to 1
     */
    public void pull(float[] parameters, float[] references, float share) {
        for (int p = 0; p < own.size(); p++) {
            ParameterPart part = own.get(p);
            ParameterPart source = reference.get(p);
            for (int row = 0; row < part.rows(); row++) {
                int at = part.at() + row * part.stride();
                int from = source.at() + row * source.stride();
                for (int i = 0; i < part.columns(); i++) {
                    parameters[at + i] += share * (references[from + i] - parameters[at + i]);
                }
            }
        }
    }
}
