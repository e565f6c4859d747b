/**
 * The one look of all commands: what the terminal can do, live lines, tables. Start at {@link
 * io.primacy.ops.terminal.Terminal}.
 */
package io.primacy.ops.terminal;
