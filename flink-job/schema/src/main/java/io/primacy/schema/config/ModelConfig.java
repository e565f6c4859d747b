package io.primacy.schema.config;

import java.util.List;

/**
 * The network.
 *
 * @param architecture how tasks share
 * @param experts number of experts that all tasks share (1 for shared-bottom)
 * @param expertLayers widths of an expert's hidden layers, at least one
 * @param towerLayers widths of a task tower's hidden layers, may be empty
 * @param taskExperts ple: number of experts that each task has to itself; otherwise 0
 * @param wide whether every task also has a linear part: one weight per feature id and numeric
 */
public record ModelConfig(
        Architecture architecture,
        int experts,
        List<Integer> expertLayers,
        List<Integer> towerLayers,
        int taskExperts,
        boolean wide) {

    public ModelConfig {
        expertLayers = List.copyOf(expertLayers);
        towerLayers = List.copyOf(towerLayers);
    }

    /** A network without experts of one task and without a linear part. */
    public ModelConfig(
            Architecture architecture,
            int experts,
            List<Integer> expertLayers,
            List<Integer> towerLayers) {
        this(architecture, experts, expertLayers, towerLayers, 0, false);
    }

    static ModelConfig read(Section s) {
        Architecture architecture = s.choice("architecture", Architecture.PLE, Architecture.class);
        boolean shared = architecture == Architecture.SHARED_BOTTOM;
        boolean ple = architecture == Architecture.PLE;
        int experts = s.integer("experts", shared ? 1 : ple ? 2 : 4, 1, 256);
        if (shared && experts != 1) {
            s.problem(
                    "experts",
                    "must be left out with architecture shared-bottom, found "
                            + experts
                            + "; for several experts choose mmoe");
        }
        int taskExperts = s.integer("task-experts", ple ? 1 : 0, 0, 256);
        if (ple != taskExperts > 0) {
            s.problem(
                    "task-experts",
                    ple
                            ? "must be 1 or higher with architecture ple, found 0"
                            : "must be left out without architecture ple, found " + taskExperts);
        }
        ModelConfig model =
                new ModelConfig(
                        architecture,
                        experts,
                        s.widths("expert-layers", List.of(64, 32), false),
                        s.widths("tower-layers", List.of(16), true),
                        taskExperts,
                        s.flag("wide", false));
        s.refuseUnknownKeys();
        return model;
    }

    /** How the tasks share parameters. */
    public enum Architecture {
        /** One trunk, a tower per task (Caruana 1997). */
        SHARED_BOTTOM,
        /** Several experts mixed by a softmax gate per task (Ma et al., KDD 2018). */
        MMOE,
        /**
         * Shared experts and experts of each task's own; a task's gate mixes both kinds (customized
         * gate control, the one-layer form of PLE; Tang et al., RecSys 2020).
         */
        PLE
    }
}
