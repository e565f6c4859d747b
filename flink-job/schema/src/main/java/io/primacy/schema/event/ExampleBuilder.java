package io.primacy.schema.event;

import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.DeadLetter.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the values of one event as they come, in whatever order, and makes an {@link Example} of
 * them. A target is a number: categorical features first, then numeric ones, labels, and the
 * event's own fields.
 */
final class ExampleBuilder {
    /** Time, weight and model key. */
    private static final int OWN_FIELDS = 3;

    private final EventsConfig events;
    private final List<FeatureConfig> categorical;
    private final List<FeatureConfig> numeric;
    private final List<TaskConfig> tasks;
    private final FeatureHash[] hashes;
    private final long[] missingIds;
    private final long[][] ids;
    private final int[] idCounts;
    private final float[] numerics;
    private final float[] labels;
    private final boolean[] counts;
    private float weight;
    private long time;
    private String modelKey;

    /**
     * @param tasks whose labels an example needs one of; none: it needs no label
     */
    ExampleBuilder(EventsConfig events, List<FeatureConfig> features, List<TaskConfig> tasks) {
        this.events = events;
        this.tasks = tasks;
        categorical =
                features.stream().filter(f -> f.type() != FeatureConfig.Type.NUMERIC).toList();
        numeric = features.stream().filter(f -> f.type() == FeatureConfig.Type.NUMERIC).toList();
        int n = categorical.size();
        hashes = new FeatureHash[n];
        missingIds = new long[n];
        ids = new long[n][4];
        idCounts = new int[n];
        for (int f = 0; f < n; f++) {
            hashes[f] = FeatureHash.of(categorical.get(f).name());
            missingIds[f] = hashes[f].id("");
        }
        numerics = new float[numeric.size()];
        labels = new float[tasks.size()];
        counts = new boolean[tasks.size()];
    }

    /** All targets with the pointers that find their values. */
    FieldTree fields() {
        FieldTree tree = new FieldTree("");
        int target = 0;
        for (FeatureConfig feature : categorical) {
            tree.add(feature.path(), target++);
        }
        for (FeatureConfig feature : numeric) {
            tree.add(feature.path(), target++);
        }
        for (TaskConfig task : tasks) {
            tree.add(task.label(), target++);
        }
        for (String own : new String[] {events.time(), events.weight(), events.modelKey()}) {
            if (own != null) {
                tree.add(own, target);
            }
            target++;
        }
        for (TaskConfig task : tasks) {
            if (task.when() != null) {
                tree.add(task.when(), target);
            }
            target++;
        }
        tree.freeze();
        return tree;
    }

    void clear() {
        Arrays.fill(idCounts, 0);
        Arrays.fill(numerics, 0f);
        Arrays.fill(labels, Float.NaN);
        for (int t = 0; t < counts.length; t++) {
            counts[t] = tasks.get(t).when() == null;
        }
        weight = 1f;
        time = -1;
        modelKey = events.modelKey() == null ? EventsConfig.SINGLE_MODEL : null;
    }

    boolean isList(int target) {
        return target < categorical.size()
                && categorical.get(target).type() == FeatureConfig.Type.CATEGORICAL_LIST;
    }

    /**
     * An array begins for a list feature: what an earlier duplicate of the field said is forgotten.
     */
    void beginList(int target) {
        idCounts[target] = 0;
    }

    /** One element of an array. */
    void element(int target, Text text, String pointer) throws Rejection {
        addId(target, text, text.from(), text.to(), pointer);
    }

    /** A scalar; {@code number} is its value if the token was a JSON number, else NaN. */
    void scalar(int target, Text text, boolean isNumber, double number, String pointer)
            throws Rejection {
        int t = target;
        if (t < categorical.size()) {
            categorical(t, text, pointer);
            return;
        }
        t -= categorical.size();
        if (t < numeric.size()) {
            numerics[t] =
                    text.isEmpty()
                            ? 0f
                            : NumberRules.numeric(
                                    numeric.get(t),
                                    isNumber ? number : text.number(pointer),
                                    pointer);
            return;
        }
        t -= numeric.size();
        if (t < tasks.size()) {
            labels[t] =
                    text.isEmpty()
                            ? Float.NaN
                            : NumberRules.label(
                                    tasks.get(t),
                                    isNumber ? number : text.number(pointer),
                                    pointer);
            return;
        }
        own(t - tasks.size(), text, isNumber, number, pointer);
    }

    private void own(int t, Text text, boolean isNumber, double number, String pointer)
            throws Rejection {
        switch (t) {
            case 0 -> time = NumberRules.time(text, pointer);
            case 1 ->
                    weight =
                            text.isEmpty()
                                    ? 1f
                                    : NumberRules.weight(text, isNumber, number, pointer);
            case 2 -> {
                text.encode(text.from(), text.to(), events.maxValueLength(), pointer);
                modelKey = text.string();
            }
            default ->
                    counts[t - OWN_FIELDS] =
                            !text.isEmpty() && (isNumber ? number : text.number(pointer)) != 0;
        }
    }

    /** A JSON boolean: a categorical value or a key by its name, a label as 1 or 0. */
    void bool(int target, boolean value, Text text, String pointer) throws Rejection {
        int firstLabel = categorical.size() + numeric.size();
        if (target >= categorical.size() && target < firstLabel) {
            throw new Rejection(Reason.WRONG_TYPE, pointer + " must be a number, found " + value);
        }
        boolean isLabel = target >= firstLabel && target < firstLabel + tasks.size();
        boolean isCondition = target >= firstLabel + tasks.size() + OWN_FIELDS;
        scalar(target, text, isLabel || isCondition, value ? 1 : 0, pointer);
    }

    private void categorical(int f, Text text, String pointer) throws Rejection {
        idCounts[f] = 0;
        String separator = categorical.get(f).separator();
        if (!isList(f) || separator == null) {
            addId(f, text, text.from(), text.to(), pointer);
            return;
        }
        int start = text.from();
        while (start <= text.to()) {
            int end = text.next(separator, start);
            addId(f, text, start, end, pointer);
            start = end + separator.length();
        }
    }

    private void addId(int f, Text text, int start, int end, String pointer) throws Rejection {
        if (start >= end) {
            return;
        }
        if (idCounts[f] == events.maxListLength()) {
            throw new Rejection(
                    Reason.LIST_TOO_LONG,
                    pointer
                            + " must have at most "
                            + events.maxListLength()
                            + " elements (events.max-list-length)");
        }
        text.encode(start, end, events.maxValueLength(), pointer);
        if (idCounts[f] == ids[f].length) {
            ids[f] = Arrays.copyOf(ids[f], 2 * idCounts[f]);
        }
        ids[f][idCounts[f]++] = hashes[f].id(text.utf8(), 0, text.utf8Length());
    }

    /** The example, once all fields were seen. */
    Example build(int partition, long offset, long kafkaTimestampMillis) throws Rejection {
        if (modelKey == null || modelKey.isEmpty()) {
            throw new Rejection(
                    Reason.BAD_MODEL_KEY,
                    events.modelKey() + " must hold the model key, found nothing");
        }
        if (events.time() == null) {
            time = Math.max(0, kafkaTimestampMillis);
        } else if (time < 0) {
            throw new Rejection(
                    Reason.BAD_TIME,
                    events.time()
                            + " must be the event time in whole ms since 1970, found nothing");
        }
        boolean labelled = tasks.isEmpty();
        for (int t = 0; t < labels.length; t++) {
            labels[t] = counts[t] ? labels[t] : Float.NaN;
            labelled |= !Float.isNaN(labels[t]);
        }
        if (!labelled) {
            throw new Rejection(
                    Reason.NO_LABEL,
                    "an event needs a label of at least one of the tasks "
                            + String.join(", ", tasks.stream().map(TaskConfig::name).toList()));
        }
        return assemble(partition, offset);
    }

    private Example assemble(int partition, long offset) {
        int total = 0;
        for (int f = 0; f < idCounts.length; f++) {
            total += idCounts[f] == 0 && !isList(f) ? 1 : idCounts[f];
        }
        long[] all = new long[total];
        int[] ends = new int[idCounts.length];
        int at = 0;
        for (int f = 0; f < idCounts.length; f++) {
            if (idCounts[f] == 0 && !isList(f)) {
                all[at++] = missingIds[f];
            } else {
                System.arraycopy(ids[f], 0, all, at, idCounts[f]);
                at += idCounts[f];
            }
            ends[f] = at;
        }
        return new Example(
                modelKey,
                time,
                partition,
                offset,
                weight,
                all,
                ends,
                numerics.clone(),
                labels.clone());
    }
}
