/**
 * The commands, and what they have in common: options, exit codes, how errors look. Start at {@link
 * io.primacy.ops.command.CommandLines}.
 */
package io.primacy.ops.command;
