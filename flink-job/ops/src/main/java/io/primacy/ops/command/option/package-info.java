/** Options that several commands share, as picocli mix-ins. Each checks its own values. */
package io.primacy.ops.command.option;
