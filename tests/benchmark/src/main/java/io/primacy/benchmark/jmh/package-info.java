/** Single parts under JMH: {@code tests/benchmark/run jmh StepBenchmark -p batch=64}. */
package io.primacy.benchmark.jmh;
