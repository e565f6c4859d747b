package io.primacy.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.FeatureHash;
import io.primacy.schema.initial.InitialRows;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.LoadedSnapshot.Embeddings;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.serving.feature.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InputEncoderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LearnerConfig CONFIG =
            ConfigReader.parse(
                    "test",
                    """
                    name: test
                    events: {topic: t}
                    features:
                      - {name: user, path: /who/id, dimension: 3}
                      - {name: tags, type: categorical-list, dimension: 2, separator: "||"}
                      - {name: price, type: numeric, transform: log1p, offset: 2, scale: 0.5}
                      - {name: flag, dimension: 2}
                      - {name: depth, type: numeric, transform: sqrt}
                    tasks: [{name: like, priority: 1}, {name: click, priority: 2}]
                    model: {wide: true}
                    seed: 42
                    snapshot: {directory: d}
                    """);
    private static final int WIDTH = 5 + 4 + 4;

    private final InputEncoder encoder = new InputEncoder(snapshot());

    /** What is given by name is encoded as the learner's own parser encodes the event. */
    @Property(tries = 1000)
    void featuresByNameAreEncodedAsEventsAre(@ForAll("candidates") List<Map<String, Object>> given)
            throws IOException {
        List<Features> named = new ArrayList<>();
        List<Features> events = new ArrayList<>();
        for (Map<String, Object> values : given) {
            named.add(Features.of(values));
            Map<String, Object> event = new HashMap<>(values);
            event.put("who", values.containsKey("user") ? Map.of("id", values.get("user")) : null);
            event.remove("user");
            events.add(Features.json(JSON.writeValueAsBytes(event)));
        }

        assertThat(encode(named)).isEqualTo(encode(events));
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> candidates() {
        // Shared objects, so that values repeat from candidate to candidate.
        Arbitrary<String> user =
                Arbitraries.oneOf(Arbitraries.of("known", "712", ""), Arbitraries.strings());
        Arbitrary<Object> tags =
                Arbitraries.oneOf(
                        Arbitraries.strings().withChars("ab|é").ofMaxLength(9).map(s -> (Object) s),
                        Arbitraries.of("a", "b", "", "known")
                                .list()
                                .ofMaxSize(4)
                                .map(l -> (Object) l));
        Arbitrary<Object> number =
                Arbitraries.oneOf(
                        Arbitraries.doubles().between(-1e9, 1e9).map(d -> (Object) d),
                        Arbitraries.longs().map(l -> (Object) l),
                        Arbitraries.of("1.5", " 7 ", "-3e2", "").map(s -> (Object) s));
        Arbitrary<Object> flag =
                Arbitraries.oneOf(
                        Arbitraries.of(true, false).map(b -> (Object) b),
                        Arbitraries.integers().map(i -> (Object) i));
        Arbitrary<Map<String, Object>> candidate =
                Combinators.combine(
                                user.injectNull(0.1),
                                tags.injectNull(0.1),
                                number.injectNull(0.1),
                                flag.injectNull(0.1),
                                number.injectNull(0.1))
                        .as(InputEncoderTest::candidate);
        return candidate.list().ofMinSize(1).ofMaxSize(6);
    }

    private static Map<String, Object> candidate(
            String user, Object tags, Object price, Object flag, Object depth) {
        Map<String, Object> values = new HashMap<>();
        Object[] all = {user, tags, price, flag, depth};
        String[] names = {"user", "tags", "price", "flag", "depth"};
        for (int i = 0; i < all.length; i++) {
            if (all[i] != null) {
                values.put(names[i], all[i]);
            }
        }
        return values;
    }

    @Example
    void vectorsStandSideBySideAndListsAreMeans() {
        float[] row =
                encode(List.of(Features.of(Map.of("user", "known", "tags", "a||b", "price", 9))));

        float[] wanted = new float[WIDTH + 2];
        System.arraycopy(new float[] {1, 2, 3, 4, 5}, 0, wanted, 0, 5);
        float[] a = new float[2];
        float[] b = new float[2];
        InitialRows initial = new InitialRows(42, InitialRows.RANGE);
        initial.fill(FeatureHash.of("tags").id("a"), 2, a, 0);
        initial.fill(FeatureHash.of("tags").id("b"), 2, b, 0);
        wanted[5] = 0.5f * a[0] + 0.5f * b[0];
        wanted[6] = 0.5f * a[1] + 0.5f * b[1];
        initial.fill(FeatureHash.of("flag").id(""), 2, wanted, 9);
        wanted[WIDTH] = (float) ((Math.log1p(9) - 2) * 0.5);
        assertThat(row).containsExactly(wanted);
    }

    @Example
    void aRepeatedObjectIsCopiedAndNotTakenForAnother() {
        String one = new String("x");
        String two = new String("y");
        List<Features> candidates =
                List.of(
                        Features.of(Map.of("user", one)),
                        Features.of(Map.of("user", one)),
                        Features.of(Map.of("user", two)),
                        Features.of(Map.of()),
                        Features.of(Map.of("user", one)));

        float[] together = encode(candidates);

        for (int c = 0; c < candidates.size(); c++) {
            float[] alone = encode(List.of(candidates.get(c)));
            assertThat(Arrays.copyOfRange(together, c * WIDTH, (c + 1) * WIDTH))
                    .containsExactly(Arrays.copyOf(alone, WIDTH));
        }
    }

    /** All vectors, then all numbers. */
    private float[] encode(List<Features> candidates) {
        assertThat(encoder.width()).isEqualTo(WIDTH);
        assertThat(encoder.numerics()).isEqualTo(2);
        float[] vectors = new float[candidates.size() * WIDTH];
        float[] numbers = new float[candidates.size() * 2];
        encoder.encode(candidates, 0, candidates.size(), vectors, numbers);
        float[] all = Arrays.copyOf(vectors, vectors.length + numbers.length);
        System.arraycopy(numbers, 0, all, vectors.length, numbers.length);
        return all;
    }

    private static LoadedSnapshot snapshot() {
        Manifest manifest =
                new Manifest(
                        1,
                        "base",
                        "test",
                        "default",
                        "1-000001",
                        null,
                        1,
                        "0".repeat(64),
                        1,
                        1,
                        1,
                        List.of(),
                        Manifest.features(CONFIG),
                        Manifest.network(CONFIG),
                        List.of(),
                        List.of());
        long known = FeatureHash.of("user").id("known");
        return new LoadedSnapshot(
                manifest,
                Map.of(),
                Map.of(5, new Embeddings(5, new long[] {known}, new float[] {1, 2, 3, 4, 5})));
    }
}
