package io.primacy.schema.event;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.DeadLetter.Reason;

/** What the numbers of an event must be; each rule gives the value to learn from or rejects it. */
final class NumberRules {
    private NumberRules() {}

    /** A numeric feature: transform, then − offset, then × scale. */
    static float numeric(FeatureConfig feature, double value, String pointer) throws Rejection {
        float result = feature.scaled(value);
        if (!Float.isFinite(result)) {
            throw new Rejection(
                    Reason.NOT_FINITE,
                    pointer + " must be a finite number of float range, found " + value);
        }
        return result;
    }

    /** A label: finite, and from 0 to 1 for a logistic task. */
    static float label(TaskConfig task, double value, String pointer) throws Rejection {
        if (!Float.isFinite((float) value)) {
            throw new Rejection(
                    Reason.NOT_FINITE, pointer + " must be a finite label, found " + value);
        }
        boolean inRange =
                switch (task.loss()) {
                    case LOGISTIC -> value >= 0 && value <= 1;
                    case POISSON -> value >= 0;
                    case SQUARED, HUBER -> true;
                };
        if (!inRange) {
            throw new Rejection(
                    Reason.LABEL_OUT_OF_RANGE,
                    pointer
                            + (task.loss() == TaskConfig.Loss.LOGISTIC
                                    ? " must be from 0 to 1, the range of logistic task '"
                                    : " must be 0 or higher, the range of poisson task '")
                            + task.name()
                            + "', found "
                            + value);
        }
        return (float) value;
    }

    /** The sample weight: a finite float above 0. */
    static float weight(Text text, boolean isNumber, double number, String pointer)
            throws Rejection {
        double value = isNumber ? number : weightOf(text, pointer);
        if (!((float) value > 0) || !Float.isFinite((float) value)) {
            throw badWeight(text, pointer);
        }
        return (float) value;
    }

    private static double weightOf(Text text, String pointer) throws Rejection {
        try {
            return text.number(pointer);
        } catch (Rejection notANumber) {
            throw badWeight(text, pointer);
        }
    }

    private static Rejection badWeight(Text text, String pointer) {
        return new Rejection(
                Reason.BAD_WEIGHT,
                pointer + " must be a finite weight above 0, found " + text.shown());
    }

    /** The event time. */
    static long time(Text text, String pointer) throws Rejection {
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
}
