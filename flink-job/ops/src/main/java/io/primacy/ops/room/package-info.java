/**
 * What is known of running learners, from whatever source it was heard: models with their verdicts
 * and histories, dead letters, publications, what answers and what does not. Start at {@link
 * io.primacy.ops.room.Room}.
 */
package io.primacy.ops.room;
