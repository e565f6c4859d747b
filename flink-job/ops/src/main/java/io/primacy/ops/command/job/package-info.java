/**
 * The commands that change what runs: submitting the job, rolling it back. Start at {@link
 * io.primacy.ops.command.job.RollbackCommand}.
 */
package io.primacy.ops.command.job;
