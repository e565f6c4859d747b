/** Scoring with published models. Start at {@link io.primacy.ops.command.score.ScoreCommand}. */
package io.primacy.ops.command.score;
