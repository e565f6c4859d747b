/**
 * The {@code savepoint} commands. Start at {@link
 * io.primacy.ops.command.savepoint.SavepointCommand}.
 */
package io.primacy.ops.command.savepoint;
