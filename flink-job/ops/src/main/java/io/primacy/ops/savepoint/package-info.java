/**
 * Savepoints and their catalogue: taking, describing, verifying, keeping and removing them. Start
 * at {@link io.primacy.ops.savepoint.SavepointCatalogue}.
 */
package io.primacy.ops.savepoint;
