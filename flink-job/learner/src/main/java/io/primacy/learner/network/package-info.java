/**
 * The network of one stage: layout of its parameters, forward and backward pass. All of it stands
 * in heap arrays; products are done by the OpenBLAS that ND4J ships, or by another BLAS that is
 * named ({@code OpenBlas} says how). Start at {@link io.primacy.learner.network.Network}.
 */
package io.primacy.learner.network;
