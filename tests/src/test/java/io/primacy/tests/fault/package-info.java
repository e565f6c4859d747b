/**
 * What happens to a running job and what must hold afterwards: every event learned exactly once,
 * the weights of an undisturbed run bit for bit, every visible snapshot whole and of a complete
 * checkpoint. Start at {@link io.primacy.tests.fault.FaultBench}.
 */
package io.primacy.tests.fault;
