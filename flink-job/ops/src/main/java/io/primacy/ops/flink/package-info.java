/**
 * Flink's REST interface, as far as jobs, savepoints and their submission go. Start at {@link
 * io.primacy.ops.flink.FlinkClient}.
 */
package io.primacy.ops.flink;
