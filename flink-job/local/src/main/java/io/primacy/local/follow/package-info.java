/**
 * What a running job says on its topics, added up. Start at {@link
 * io.primacy.local.follow.TopicFollower}.
 */
package io.primacy.local.follow;
