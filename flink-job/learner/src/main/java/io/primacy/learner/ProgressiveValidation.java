package io.primacy.learner;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.validation.ValidationWindow;
import io.primacy.schema.config.LearnerConfig;

/**
 * Every event is a test before it is learned from: what the published (last) stage predicted of it
 * goes into the model's window, beside the loss of the stage that its task's constraint refers to.
 */
final class ProgressiveValidation {
    private final LearnerConfig config;
    private final Stage last;

    /** By task; the last stage for those of its own level. */
    private final Stage[] references;

    /**
     * @param stages of the learner, highest level first
     */
    ProgressiveValidation(LearnerConfig config, Stage[] stages) {
        this.config = config;
        last = stages[stages.length - 1];
        references = new Stage[config.tasks().size()];
        for (int t = 0; t < references.length; t++) {
            int level = config.levelOf(config.tasks().get(t));
            references[t] = stages[Math.min(level, stages.length - 1)];
        }
    }

    /** Adds a batch to the model's window, whose losses the stages have computed. */
    void validate(Model model, MiniBatch batch, PredictionObserver observer) {
        ValidationWindow window = model.validation();
        window.begin(batch.size());
        for (int t = 0; t < config.tasks().size(); t++) {
            Stage reference = references[t];
            int own = last.indexOf(t);
            float[] outputs = last.outputs(own);
            float[] predictions = last.predictions(own);
            double[] losses = last.losses(own);
            double[] wanted = reference == last ? null : reference.losses(reference.indexOf(t));
            double standing = wanted == null ? standingReference(model, t) : 0;
            for (int b = 0; b < batch.size(); b++) {
                float label = batch.labels[b * batch.tasks + t];
                if (!Float.isNaN(label)) {
                    float weight = batch.weights[b];
                    window.add(
                            t,
                            outputs[b],
                            predictions[b],
                            label,
                            weight,
                            losses[b],
                            reference(wanted, b, standing, losses[b]));
                    observer.predicted(b, t, predictions[b], label, weight, losses[b]);
                }
            }
        }
    }

    /** Where there is none yet, the loss itself: nothing is violated then. */
    private static double reference(double[] wanted, int b, double standing, double loss) {
        if (wanted != null) {
            return wanted[b];
        }
        return Double.isNaN(standing) ? loss : standing;
    }

    /** The reference of a task that has no shadow, NaN before its warm-up; 0 if none is wanted. */
    private static double standingReference(Model model, int task) {
        for (Constraint constraint : model.constraints(model.stages() - 1)) {
            if (constraint.task() == task) {
                return constraint.reference(Double.NaN);
            }
        }
        return 0;
    }
}
