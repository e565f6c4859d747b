/**
 * What state costs: a learner with many rows, by event, barrier and checkpoint. Start at {@link
 * io.primacy.benchmark.state.StateFigures}.
 */
package io.primacy.benchmark.state;
