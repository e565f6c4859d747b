package io.primacy.ops.room.model;

import io.primacy.schema.report.MetricsReport;

/**
 * A model at one moment.
 *
 * @param code short name of its id
 * @param id which
 * @param at when it last said something, ms since 1970
 * @param verdict on that
 * @param report what it said
 * @param eventsPerSecond events learned per second lately
 * @param marks how many things are known to have happened to it
 */
public record ModelView(
        String code,
        ModelId id,
        long at,
        Verdict verdict,
        MetricsReport report,
        double eventsPerSecond,
        int marks) {}
