/** Looking into savepoints. Start at {@link io.primacy.local.savepoint.InspectCommand}. */
package io.primacy.local.savepoint;
