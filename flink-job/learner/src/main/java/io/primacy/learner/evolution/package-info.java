/**
 * How state that was written for another config becomes state of this one, or why it cannot. Start
 * at {@link io.primacy.learner.evolution.Evolution}.
 */
package io.primacy.learner.evolution;
