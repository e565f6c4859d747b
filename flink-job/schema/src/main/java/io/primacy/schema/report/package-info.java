/**
 * What the job says of itself on its topics and what a command prints at its end. Start at {@link
 * io.primacy.schema.report.MetricsReport}.
 */
package io.primacy.schema.report;
