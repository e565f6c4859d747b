package io.primacy.serving.model;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.event.ExampleParser;
import io.primacy.schema.event.ParseResult;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.Manifest.Feature;
import io.primacy.serving.feature.FeatureException;
import io.primacy.serving.feature.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * From features to the network's inputs, as the learner encodes them. Thread-safe.
 *
 * <p>Candidates stand in rows. A value that is the same object as the candidate's before is not
 * encoded again: its vector is copied.
 */
final class InputEncoder {
    private final List<FeatureConfig> categorical = new ArrayList<>();
    private final List<FeatureConfig> numeric = new ArrayList<>();
    private final List<FeatureConfig> all = new ArrayList<>();
    private final List<VectorColumns> columns = new ArrayList<>();
    private final Queue<ExampleParser> parsers = new ConcurrentLinkedQueue<>();
    private final int width;
    private final int widest;

    InputEncoder(LoadedSnapshot snapshot) {
        Manifest manifest = snapshot.manifest();
        Map<Integer, EmbeddingIndex> tables = new HashMap<>();
        snapshot.embeddings().forEach((w, rows) -> tables.put(w, new EmbeddingIndex(rows)));
        int at = 0;
        int most = 0;
        for (Feature feature : manifest.features()) {
            FeatureConfig config = feature.config();
            all.add(config);
            if (feature.isNumeric()) {
                numeric.add(config);
            } else {
                int w = manifest.network().width(feature);
                categorical.add(config);
                columns.add(
                        new VectorColumns(
                                feature,
                                w,
                                at,
                                manifest.network().initial().rows(),
                                tables.get(w)));
                at += w;
                most = Math.max(most, w);
            }
        }
        width = at;
        widest = most;
    }

    /** Columns of the vectors. */
    int width() {
        return width;
    }

    /** Columns of the numbers. */
    int numerics() {
        return numeric.size();
    }

    /**
     * Encodes candidates {@code from … to}.
     *
     * @param vectors receives [(to − from) × width]
     * @param numbers receives [(to − from) × numerics]
     */
    void encode(List<Features> candidates, int from, int to, float[] vectors, float[] numbers) {
        ExampleParser parser = null;
        float[] scratch = new float[widest];
        Object[] before = new Object[columns.size()];
        for (int c = from; c < to; c++) {
            Features features = candidates.get(c);
            int row = c - from;
            if (features instanceof Features.Values named) {
                encode(c, named.values(), row, vectors, numbers, before, scratch);
            } else if (features instanceof Features.Json json) {
                if (parser == null) {
                    parser = parser();
                }
                encode(c, parser, json.event(), row, vectors, numbers, scratch);
                Arrays.fill(before, null);
            } else {
                throw new FeatureException(c, "must not be null.");
            }
        }
        if (parser != null) {
            parsers.add(parser);
        }
    }

    private ExampleParser parser() {
        ExampleParser pooled = parsers.poll();
        return pooled == null ? ExampleParser.ofFeatures(all) : pooled;
    }

    private void encode(
            int candidate,
            Map<String, ?> values,
            int row,
            float[] vectors,
            float[] numbers,
            Object[] before,
            float[] scratch) {
        int start = row * width;
        for (int f = 0; f < before.length; f++) {
            Object value = values.get(categorical.get(f).name());
            VectorColumns column = columns.get(f);
            int into = start + column.at();
            if (value != null && value == before[f]) {
                System.arraycopy(vectors, into - width, vectors, into, column.width());
            } else {
                before[f] = value;
                put(candidate, categorical.get(f), column, value, vectors, into, scratch);
            }
        }
        for (int n = 0; n < numeric.size(); n++) {
            FeatureConfig feature = numeric.get(n);
            numbers[row * numeric.size() + n] =
                    Value.number(candidate, feature, values.get(feature.name()));
        }
    }

    private static void put(
            int candidate,
            FeatureConfig feature,
            VectorColumns column,
            Object value,
            float[] vectors,
            int into,
            float[] scratch) {
        if (feature.type() == FeatureConfig.Type.CATEGORICAL) {
            String text = Value.text(candidate, feature, value);
            if (text.isEmpty()) {
                column.putMissing(vectors, into);
            } else {
                column.put(column.id(text), vectors, into);
            }
            return;
        }
        List<String> elements = Value.elements(candidate, feature, value);
        long[] ids = new long[elements.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = column.id(elements.get(i));
        }
        column.putMean(ids, 0, ids.length, vectors, into, scratch);
    }

    private void encode(
            int candidate,
            ExampleParser parser,
            byte[] event,
            int row,
            float[] vectors,
            float[] numbers,
            float[] scratch) {
        ParseResult result = parser.parse(event, "", -1, candidate, 0);
        if (result instanceof ParseResult.Rejected rejected) {
            throw new FeatureException(candidate, rejected.deadLetter().detail() + ".");
        }
        Example example = ((ParseResult.Parsed) result).example();
        int begin = 0;
        for (int f = 0; f < columns.size(); f++) {
            VectorColumns column = columns.get(f);
            int end = example.ends()[f];
            column.putMean(example.ids(), begin, end, vectors, row * width + column.at(), scratch);
            begin = end;
        }
        System.arraycopy(example.numerics(), 0, numbers, row * numeric.size(), numeric.size());
    }
}
