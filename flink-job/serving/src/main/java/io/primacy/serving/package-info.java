/**
 * A library that serves published models: loads a version, scores candidates, and changes to the
 * next version while it runs. Knows neither Flink nor the learner. Start at {@link
 * io.primacy.serving.Scorer}.
 */
package io.primacy.serving;
