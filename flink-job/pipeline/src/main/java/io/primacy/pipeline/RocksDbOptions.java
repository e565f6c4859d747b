package io.primacy.pipeline;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Options of RocksDB that Flink has no setting for. A lookup begins with the rows that were written
 * last and are still in memory, where few are found: a filter of their keys spares that search,
 * which waits for memory at every step. The filter lies in the memory that it speeds up, so the
 * bound of that holds.
 */
public final class RocksDbOptions implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;

    /**
     * Of the memory of each state's writes, of which the filter takes all at once: five bits or
     * more for a row of 340 bytes with its key. A job has a dozen states.
     */
    private static final double FILTER_SHARE = 0.002;

    /** Named in the settings and made by Flink. */
    public RocksDbOptions() {}

    @Override
    public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> toClose) {
        return options;
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions options, Collection<AutoCloseable> toClose) {
        return options.setMemtableWholeKeyFiltering(true)
                .setMemtablePrefixBloomSizeRatio(FILTER_SHARE);
    }
}
