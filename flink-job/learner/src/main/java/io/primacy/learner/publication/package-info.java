/**
 * Whether a model may be published. Start at {@link
 * io.primacy.learner.publication.PublicationGate}.
 */
package io.primacy.learner.publication;
