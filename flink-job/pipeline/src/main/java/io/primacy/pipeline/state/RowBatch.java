package io.primacy.pipeline.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Rows of distinct ids as a map, for state that takes many at once; there is no table behind it.
 */
final class RowBatch extends AbstractMap<Long, byte[]> {
    private final long[] ids;
    private final byte[][] rows;
    private final int count;

    /**
     * @param ids ids, each once
     * @param rows their bytes
     * @param count how many of both
     */
    RowBatch(long[] ids, byte[][] rows, int count) {
        this.ids = ids;
        this.rows = rows;
        this.count = count;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Set<Map.Entry<Long, byte[]>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public Iterator<Map.Entry<Long, byte[]>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<Long, byte[]>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public Map.Entry<Long, byte[]> next() {
            if (next == count) {
                throw new NoSuchElementException();
            }
            int i = next++;
            return Map.entry(ids[i], rows[i]);
        }
    }
}
