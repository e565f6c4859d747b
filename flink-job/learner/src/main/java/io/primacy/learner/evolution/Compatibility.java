package io.primacy.learner.evolution;

import io.primacy.learner.evolution.ModelShape.Feature;
import io.primacy.learner.evolution.ModelShape.Task;
import io.primacy.schema.config.ConstraintConfig.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why state of one shape cannot become state of another: all reasons, each with its way out. */
final class Compatibility {
    private final ModelShape from;
    private final ModelShape to;
    private final List<String> refusals = new ArrayList<>();

    private Compatibility(ModelShape from, ModelShape to) {
        this.from = from;
        this.to = to;
    }

    /**
     * The reasons; none if the state can be carried over.
     *
     * @param from the shape in state
     * @param to the shape of the config
     * @param version layout version of the state
     */
    static List<String> refusals(ModelShape from, ModelShape to, int version) {
        Compatibility check = new Compatibility(from, to);
        check.features();
        check.tasks();
        check.network(version);
        return check.refusals;
    }

    private void features() {
        for (Feature old : from.features()) {
            Feature now =
                    to.features().stream()
                            .filter(f -> f.name().equals(old.name()))
                            .findFirst()
                            .orElse(null);
            if (now == null) {
                refuse(
                        "feature '%s' is in state but not in the config; a feature cannot be removed: put it back",
                        old.name());
            } else if (now.dimension() != old.dimension()) {
                refuse(
                        "feature '%s' has %s in state and %s in the config; it cannot change: set it back, or give the feature a new name",
                        old.name(), dimension(old), dimension(now));
            }
        }
    }

    private static String dimension(Feature feature) {
        return feature.dimension() == 0 ? "no embedding" : "dimension " + feature.dimension();
    }

    private void tasks() {
        List<String> names = to.tasks().stream().map(Task::name).toList();
        boolean kept = true;
        for (Task old : from.tasks()) {
            if (!names.contains(old.name())) {
                kept = false;
                refuse(
                        "task '%s' is in state but not in the config; a task cannot be removed: put it back",
                        old.name());
            }
        }
        if (!kept) {
            return;
        }
        List<String> before = from.tasks().stream().map(Task::name).toList();
        if (!names.subList(0, before.size()).equals(before)) {
            refuse(
                    "the tasks begin with %s in the config; keep the order %s and list new ones after them",
                    names.subList(0, before.size()), before);
            return;
        }
        levels();
    }

    private void levels() {
        int lowest = from.levels() - 1;
        for (int t = 0; t < to.tasks().size(); t++) {
            String name = to.tasks().get(t).name();
            if (t < from.tasks().size()) {
                if (to.level(t) != from.level(t)) {
                    refuse(
                            "task '%s' is on level %d in state and on level %d in the config; levels can only be added below the lowest",
                            name, from.level(t) + 1, to.level(t) + 1);
                }
            } else if (to.level(t) < lowest) {
                refuse(
                        "task '%s' is new and on level %d of the config; give it the lowest priority, or one below all",
                        name, to.level(t) + 1);
            }
        }
        if (to.levels() > from.levels() && to.reference() != Reference.SHADOW) {
            refuse(
                    "a level is new, but with reference %s its constraints would need a warm-up that is over; give the new task the lowest existing priority, or use reference shadow from the start",
                    to.reference().name().toLowerCase(Locale.ROOT));
        }
    }

    private void network(int version) {
        if (!from.network().equals(to.network())) {
            refuse(
                    "the network is %s in state and %s in the config; experts and layers cannot change: set them back",
                    from.network(), to.network());
        }
        if (from.model().wide() && !to.model().wide()) {
            refuse("the linear part cannot be removed: set model.wide to true");
        } else if (version == 1 && from.linearWeights() != to.linearWeights()) {
            refuse(
                    "state of layout version 1 does not say how many linear weights a row has, so neither model.wide nor, with it, the tasks can change: learn with the old ones first");
        }
        if (!from.rules().equals(to.rules())) {
            refuse(
                    "the optimizer is %s in state and %s in the config; its slots cannot be converted: set it back",
                    from.rules(), to.rules());
        }
        if (from.reference() != to.reference()) {
            refuse(
                    "the reference is %s in state and %s in the config; the one has learners that the other has not: set it back",
                    from.reference(), to.reference());
        }
    }

    private void refuse(String reason, Object... arguments) {
        refusals.add(reason.formatted(arguments));
    }
}
