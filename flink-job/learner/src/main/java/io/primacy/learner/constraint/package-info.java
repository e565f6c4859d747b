/**
 * The dual step: constraints, their violation, and how multipliers move. Start at {@link
 * io.primacy.learner.constraint.Constraint}.
 */
package io.primacy.learner.constraint;
