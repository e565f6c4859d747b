/** What was measured, and how it is shown. Start at {@link io.primacy.benchmark.figure.Figure}. */
package io.primacy.benchmark.figure;
