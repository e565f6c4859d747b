/**
 * The savepoint catalogue: what stands beside each savepoint, so that people and commands know what
 * it holds without reading state. Start at {@link io.primacy.schema.savepoint.SavepointEntry}.
 */
package io.primacy.schema.savepoint;
