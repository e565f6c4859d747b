/**
 * The working set of rows beside a get and a put of keyed state per feature, both over RocksDB.
 * Start at {@link io.primacy.benchmark.rows.WorkingSetFigure}.
 */
package io.primacy.benchmark.rows;
