/**
 * What the job says of itself, on Kafka: metrics reports and dead letters. Start at {@link
 * io.primacy.pipeline.report.ReportSinks}.
 */
package io.primacy.pipeline.report;
