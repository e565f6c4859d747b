/**
 * When a rollback begins by itself. Start at {@link io.primacy.ops.rollback.auto.Trigger}; what
 * follows is the same as by hand.
 */
package io.primacy.ops.rollback.auto;
