/**
 * The mathematics alone, on one thread. Start at {@link io.primacy.benchmark.kernel.KernelFigures}.
 */
package io.primacy.benchmark.kernel;
