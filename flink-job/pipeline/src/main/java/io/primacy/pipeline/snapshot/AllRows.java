package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.spool.RowSpool;
import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.SnapshotLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rows of a model, each once: sorted through temporary files, in bounded memory. */
final class AllRows implements StagedRows {
    private final Map<Integer, RowSpool> spools = new TreeMap<>();

    @Override
    public void add(SnapshotPart.Rows rows) throws IOException {
        spools.computeIfAbsent(rows.dimension(), RowSpool::new).add(rows.ids(), rows.vectors());
    }

    @Override
    public List<Safetensors.Entry> entries() {
        List<Safetensors.Entry> entries = new ArrayList<>();
        spools.forEach(
                (dimension, spool) -> {
                    entries.add(
                            Safetensors.entry(
                                    SnapshotLayout.idsTensor(dimension),
                                    Safetensors.Type.I64,
                                    spool.rows()));
                    entries.add(
                            Safetensors.entry(
                                    SnapshotLayout.vectorsTensor(dimension),
                                    Safetensors.Type.F32,
                                    spool.rows(),
                                    dimension));
                });
        return entries;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        for (RowSpool spool : spools.values()) {
            spool.writeIds(out);
            spool.writeVectors(out);
        }
    }

    @Override
    public void close() throws IOException {
        for (RowSpool spool : spools.values()) {
            spool.close();
        }
        spools.clear();
    }
}
