/**
 * All keyed state of the job, and the working set on the heap in front of it. No other package
 * touches Flink's state. Start at {@link io.primacy.pipeline.state.ModelStates}.
 */
package io.primacy.pipeline.state;
