/**
 * One run from its start to its summary: broker, cluster, job, traffic, idleness, a clean end.
 * Start at {@link io.primacy.local.session.LearningSession}.
 */
package io.primacy.local.session;
