/**
 * Embedding rows: flat arrays on the heap in front of a store. Start at {@link
 * io.primacy.learner.rows.RowTable}.
 */
package io.primacy.learner.rows;
