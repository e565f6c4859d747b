/**
 * An evaluation as one page: what it says in words, and what its plots show. Start at {@link
 * io.primacy.local.evaluate.report.EvaluationReport}.
 */
package io.primacy.local.evaluate.report;
