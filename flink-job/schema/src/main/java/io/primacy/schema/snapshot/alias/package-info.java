/**
 * Names for versions: aliases, which are pointers with a history, and references, which keep
 * versions from being removed. Start at {@link io.primacy.schema.snapshot.alias.Aliases}.
 */
package io.primacy.schema.snapshot.alias;
