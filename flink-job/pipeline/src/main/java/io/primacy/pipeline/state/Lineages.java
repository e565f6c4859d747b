package io.primacy.pipeline.state;

import io.primacy.learner.Model;
import java.io.IOException;

/** Decides in which lineage epoch a model goes on. */
public interface Lineages {

    /**
     * Called once for every model of a run, before anything else is done with it; may begin an
     * epoch.
     *
     * @param model new, or restored
     * @return whether it began one
     */
    boolean continues(Model model) throws IOException;
}
