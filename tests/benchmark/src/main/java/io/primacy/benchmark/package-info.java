/**
 * Benchmarks. Start at {@link io.primacy.benchmark.Benchmark}, or at {@code tests/benchmark/run}.
 */
package io.primacy.benchmark;
