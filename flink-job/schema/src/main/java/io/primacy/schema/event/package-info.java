/**
 * Events on their way in: parsing, hashing, encoding, and what becomes of those that cannot be
 * used. Start at {@link io.primacy.schema.event.Example}.
 */
package io.primacy.schema.event;
