/**
 * Two builds of the learner beside each other. Start at {@link
 * io.primacy.benchmark.compare.CompareFigures}.
 */
package io.primacy.benchmark.compare;
