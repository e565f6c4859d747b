/**
 * What fills the control room: the learners' topics and Flink's REST interface. Each source is read
 * by a thread of its own, says when it stops answering, and goes on by itself. Start at {@link
 * io.primacy.ops.watch.TopicWatch}.
 */
package io.primacy.ops.watch;
