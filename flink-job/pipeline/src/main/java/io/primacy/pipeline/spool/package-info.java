/**
 * Sorting embedding rows by id in bounded memory, through a temporary file. Start at {@link
 * io.primacy.pipeline.spool.RowSpool}.
 */
package io.primacy.pipeline.spool;
