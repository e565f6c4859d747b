/**
 * What weights are before anything was learned: pure functions of the config's seed, which a server
 * needs as much as the learner does. Start at {@link io.primacy.schema.initial.InitialRows}.
 */
package io.primacy.schema.initial;
