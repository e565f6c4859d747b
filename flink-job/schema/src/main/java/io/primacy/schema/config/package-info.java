/**
 * A learner's configuration: immutable records, and the reader that makes them. Start at {@link
 * io.primacy.schema.config.LearnerConfig}.
 */
package io.primacy.schema.config;
