/**
 * What operators use: replay, snapshot inspection, and the terminal they look at. No Flink and no
 * ND4J here. Start at {@link io.primacy.ops.command}.
 */
package io.primacy.ops;
