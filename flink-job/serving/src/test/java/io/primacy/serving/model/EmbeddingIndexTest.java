package io.primacy.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.snapshot.LoadedSnapshot.Embeddings;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EmbeddingIndexTest {
    @Property(tries = 300)
    void everyIdIsFoundWhereABinarySearchFindsIt(@ForAll("ids") List<Long> values) {
        long[] ids = values.stream().mapToLong(Long::longValue).distinct().sorted().toArray();
        Embeddings rows = new Embeddings(3, ids, new float[3 * ids.length]);

        EmbeddingIndex index = new EmbeddingIndex(rows);

        for (long id : ids) {
            for (long near : new long[] {id - 1, id, id + 1}) {
                assertThat(index.offsetOf(near)).isEqualTo(rows.offsetOf(near));
            }
        }
        for (long id : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
            assertThat(index.offsetOf(id)).isEqualTo(rows.offsetOf(id));
        }
        assertThat(Arrays.stream(ids).filter(id -> index.offsetOf(id) < 0)).isEmpty();
    }

    /** Spread over all 64 bits, or crowded together, as no hash gives them. */
    @Provide
    Arbitrary<List<Long>> ids() {
        Arbitrary<Long> spread = Arbitraries.longs();
        Arbitrary<Long> crowded = Arbitraries.longs().between(-50, 50);
        return Arbitraries.oneOf(spread.list().ofMaxSize(400), crowded.list().ofMaxSize(90));
    }
}
