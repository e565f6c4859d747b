/**
 * Going back to a savepoint, step by step and always to be resumed or undone. The steps are {@link
 * io.primacy.ops.rollback.RollbackState}, what is done at each is {@link
 * io.primacy.ops.rollback.Rollback}; cluster, aliases and journal are behind ports. Start at {@link
 * io.primacy.ops.rollback.Rollback}.
 */
package io.primacy.ops.rollback;
