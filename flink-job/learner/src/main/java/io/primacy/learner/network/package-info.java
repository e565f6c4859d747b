/**
 * The network of one stage: layout of its parameters, forward and backward pass. Products run off
 * heap through ND4J's BLAS, everything element-wise on heap arrays. Start at {@link
 * io.primacy.learner.network.Network}.
 */
package io.primacy.learner.network;
