/**
 * What a rollback will do, decided before anything is touched. Start at {@link
 * io.primacy.ops.rollback.plan.Planning}.
 */
package io.primacy.ops.rollback.plan;
