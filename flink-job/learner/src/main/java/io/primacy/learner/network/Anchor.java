package io.primacy.learner.network;

import io.primacy.schema.config.LearnerConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stage's network has in common with that of a stage above it, which is its reference: all
 * of that stage's parameters. Both began with the same values there.
 */
public final class Anchor {
    private final List<Run> runs;

    /** Parameters that stand one after the other in both networks. */
    private record Run(int at, int from, int length) {
        boolean goesOnWith(Run next) {
            return at + length == next.at && from + length == next.from;
        }
    }

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
        List<Run> rows = new ArrayList<>();
        for (ParameterPart source : ParameterPart.of(reference, config)) {
            ParameterPart part = parts.get(source.name());
            for (int row = 0; row < part.rows(); row++) {
                int at = part.at() + row * part.stride();
                rows.add(new Run(at, source.at() + row * source.stride(), part.columns()));
            }
        }
        rows.sort(Comparator.comparingInt(Run::at));
        runs = merged(rows);
    }

    private static List<Run> merged(List<Run> rows) {
        List<Run> merged = new ArrayList<>();
        for (Run row : rows) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).goesOnWith(row)) {
                Run before = merged.remove(last);
                merged.add(new Run(before.at, before.from, before.length + row.length));
            } else {
                merged.add(row);
            }
        }
        return merged;
    }

    /**
     * Goes a share of the way to the reference: w ← w + share · (r − w).
     *
     * @param parameters w, the stage's, changed in place
     * @param references r, those of the stage above
     * @param share 0 to 1
     */
    public void pull(float[] parameters, float[] references, float share) {
        for (Run run : runs) {
            if (run.at == run.from) {
                Elementwise.pull(parameters, references, run.at, run.at + run.length, share);
                continue;
            }
            for (int i = 0; i < run.length; i++) {
                int at = run.at + i;
                parameters[at] += share * (references[run.from + i] - parameters[at]);
            }
        }
    }
}
