/**
 * Files and other sources as events into a topic. Start at {@link io.primacy.ops.replay.Replay};
 * formats are in {@link io.primacy.ops.replay.EventFile}.
 */
package io.primacy.ops.replay;
