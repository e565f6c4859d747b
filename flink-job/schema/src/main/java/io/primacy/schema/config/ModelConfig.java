package io.primacy.schema.config;

import java.util.List;

/**
 * The network.
 *
 * @param architecture how tasks share
 * @param experts number of experts (1 for shared-bottom)
 * @param expertLayers widths of an expert's hidden layers, at least one
 * @param towerLayers widths of a task tower's hidden layers, may be empty
 */
public record ModelConfig(
        Architecture architecture,
        int experts,
        List<Integer> expertLayers,
        List<Integer> towerLayers) {

    public ModelConfig {
        expertLayers = List.copyOf(expertLayers);
        towerLayers = List.copyOf(towerLayers);
    }

    /** How the tasks share parameters. */
    public enum Architecture {
        /** One trunk, a tower per task (Caruana 1997). */
        SHARED_BOTTOM,
        /** Several experts mixed by a softmax gate per task (Ma et al., KDD 2018). */
        MMOE
    }
}
