/**
 * How fast published models are served. Start at {@link io.primacy.benchmark.score.ScoreFigures}.
 */
package io.primacy.benchmark.score;
