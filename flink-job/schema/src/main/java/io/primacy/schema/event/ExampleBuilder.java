package io.primacy.schema.event;

import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
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
    private float weight;
    private long time;
    private String modelKey;

    ExampleBuilder(LearnerConfig config) {
        events = config.events();
        categorical = config.categorical();
        numeric = config.numeric();
        tasks = config.tasks();
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
        tree.freeze();
        return tree;
    }

    void clear() {
        Arrays.fill(idCounts, 0);
        Arrays.fill(numerics, 0f);
        Arrays.fill(labels, Float.NaN);
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
                            : numeric(t, isNumber ? number : text.number(pointer), pointer);
            return;
        }
        t -= numeric.size();
        if (t < tasks.size()) {
            labels[t] =
                    text.isEmpty()
                            ? Float.NaN
                            : label(t, isNumber ? number : text.number(pointer), pointer);
            return;
        }
        t -= tasks.size();
        switch (t) {
            case 0 -> time = time(text, pointer);
            case 1 ->
                    weight =
                            text.isEmpty()
                                    ? 1f
                                    : weight(isNumber ? number : text.number(pointer), pointer);
            default -> {
                text.encode(text.from(), text.to(), events.maxValueLength(), pointer);
                modelKey = text.string();
            }
        }
    }

    /** A JSON boolean: a categorical value by its name, a label as 1 or 0. */
    void bool(int target, boolean value, Text text, String pointer) throws Rejection {
        int firstLabel = categorical.size() + numeric.size();
        boolean isLabel = target >= firstLabel && target < firstLabel + tasks.size();
        if (target >= categorical.size() && !isLabel) {
            throw new Rejection(Reason.WRONG_TYPE, pointer + " must be a number, found " + value);
        }
        scalar(target, text, isLabel, value ? 1 : 0, pointer);
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

    private float numeric(int n, double value, String pointer) throws Rejection {
        FeatureConfig feature = numeric.get(n);
        double transformed =
                switch (feature.transform()) {
                    case NONE -> value;
                    case LOG1P -> Math.signum(value) * Math.log1p(Math.abs(value));
                    case SQRT -> Math.signum(value) * Math.sqrt(Math.abs(value));
                };
        float result = (float) ((transformed - feature.offset()) * feature.scale());
        if (!Float.isFinite(result)) {
            throw new Rejection(
                    Reason.NOT_FINITE,
                    pointer + " must be a finite number of float range, found " + value);
        }
        return result;
    }

    private float label(int t, double value, String pointer) throws Rejection {
        if (!Double.isFinite(value) || !Float.isFinite((float) value)) {
            throw new Rejection(
                    Reason.NOT_FINITE, pointer + " must be a finite label, found " + value);
        }
        if (tasks.get(t).loss() == TaskConfig.Loss.LOGISTIC && (value < 0 || value > 1)) {
            throw new Rejection(
                    Reason.LABEL_OUT_OF_RANGE,
                    pointer
                            + " must be from 0 to 1, the range of logistic task '"
                            + tasks.get(t).name()
                            + "', found "
                            + value);
        }
        return (float) value;
    }

    private static float weight(double value, String pointer) throws Rejection {
        if (!(value > 0) || !Float.isFinite((float) value) || (float) value == 0f) {
            throw new Rejection(
                    Reason.BAD_WEIGHT,
                    pointer + " must be a finite weight above 0, found " + value);
        }
        return (float) value;
    }

    private static long time(Text text, String pointer) throws Rejection {
        long value = text.wholeNumber();
        if (value < 0) {
            throw new Rejection(
                    Reason.BAD_TIME,
                    pointer
                            + " must be the event time in whole ms since 1970, found "
                            + text.shown());
        }
        return value;
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
        boolean labelled = false;
        for (float label : labels) {
            labelled |= !Float.isNaN(label);
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
