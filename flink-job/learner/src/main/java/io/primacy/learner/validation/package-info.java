/**
 * Progressive validation: how well the model did on what it had not yet seen. Start at {@link
 * io.primacy.learner.validation.ValidationWindow}.
 */
package io.primacy.learner.validation;
