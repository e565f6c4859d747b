package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * Whatever the learner is, wherever it is cut and however little of it fits on the heap: a restored
 * run equals the uninterrupted one, bit for bit, and so does one in which nothing was evicted.
 */
class RestoredRunPropertyTest {
    private static final int EXAMPLES = 600;
    private static final long ALL_RESIDENT = 64 << 20;

    private enum Backend {
        HEAP,
        ROCKSDB
    }

    private enum Architecture {
        SHARED_BOTTOM,
        MMOE,
        PLE
    }

    private enum Rule {
        SGD,
        ADAGRAD,
        ADAM,
        FTRL
    }

    private enum Reference {
        SHADOW,
        FROZEN,
        NORMALIZED
    }

    @Property(tries = 20)
    void equalsTheUninterruptedRunBitForBit(
            @ForAll Backend backend,
            @ForAll Architecture architecture,
            @ForAll Rule rule,
            @ForAll Rule rowRule,
            @ForAll Reference reference,
            @ForAll boolean threeLevels,
            @ForAll boolean wide,
            @ForAll @IntRange(min = 1, max = 30) int batch,
            @ForAll @IntRange(min = 1, max = 4) int minCount,
            @ForAll @IntRange(min = 1, max = 60_000) int memoryBytes,
            @ForAll @Size(min = 1, max = 3)
                    Set<@IntRange(min = 1, max = EXAMPLES - 1) Integer> cutPoints,
            @ForAll long seed)
            throws Exception {
        String yaml =
                config(architecture, rule, rowRule, reference, threeLevels, wide, batch, minCount);
        LearnerConfig roomy = with(yaml, ALL_RESIDENT);
        LearnerConfig tight = with(yaml, memoryBytes);
        List<Example> examples =
                SmallLearner.examples(EXAMPLES, seed, "home", "search").stream()
                        .map(example -> withLabels(example, threeLevels ? 3 : 2))
                        .toList();
        List<Integer> cuts = new ArrayList<>(new TreeSet<>(cutPoints));
        Path directory = Files.createTempDirectory("restored-run");
        try {
            Map<String, String> resident = run(roomy, Backend.HEAP, examples, cuts, 0, directory);
            Map<String, String> restored =
                    run(tight, backend, examples, cuts, cuts.size(), directory);

            assertThat(restored).isEqualTo(resident);
        } finally {
            delete(directory);
        }
    }

    private static Map<String, String> run(
            LearnerConfig config,
            Backend backend,
            List<Example> examples,
            List<Integer> cuts,
            int restores,
            Path directory)
            throws Exception {
        String checkpoints = directory.toString();
        TestingLearner learner = TestingLearner.started(config, backend(backend), checkpoints);
        try {
            int from = 0;
            for (int i = 0; i < cuts.size(); i++) {
                int cut = cuts.get(i);
                learner.take(examples.subList(from, cut));
                from = cut;
                OperatorSubtaskState state = learner.checkpoint(i + 1);
                if (i < restores) {
                    // What was learned after the checkpoint is forgotten.
                    learner.take(examples.subList(cut, Math.min(cut + 40, examples.size())));
                    learner.close();
                    learner =
                            TestingLearner.restored(
                                    config, backend(backend), checkpoints, state, i + 1);
                }
            }
            learner.take(examples.subList(from, examples.size()));
            learner.checkpoint(cuts.size() + 1);
            return learner.bits();
        } finally {
            learner.close();
        }
    }

    private static StateBackend backend(Backend backend) {
        return switch (backend) {
            case HEAP -> new HashMapStateBackend();
            // Not incremental: a harness has no coordinator that resolves shared files.
            case ROCKSDB -> new EmbeddedRocksDBStateBackend(false);
        };
    }

    private static String config(
            Architecture architecture,
            Rule rule,
            Rule rowRule,
            Reference reference,
            boolean threeLevels,
            boolean wide,
            int batch,
            int minCount) {
        return """
        name: small
        events: {topic: impressions}
        features:
          - {name: user, dimension: 8}
          - {name: item, dimension: 4}
          - {name: tags, type: categorical-list, dimension: 4}
          - {name: price, type: numeric}
        tasks: [{name: like, priority: 1}, {name: click, priority: 2}%s]
        model: {architecture: %s, expert-layers: [8], tower-layers: [4], wide: %s}
        optimizer: {type: %s, rows: {type: %s}}
        batch: {size: %d, max-delay: off}
        constraint: {reference: %s%s}
        rows: {memory: 1MiB, min-count: %d, ttl: 3s, admission-memory: 1KiB}
        metrics: {window: 300}
        snapshot: {directory: "file:///nowhere", every-checkpoints: 2}
        """
                .formatted(
                        threeLevels ? ", {name: share, priority: 3}" : "",
                        name(architecture),
                        wide,
                        name(rule),
                        name(rowRule),
                        batch,
                        name(reference),
                        reference == Reference.SHADOW ? "" : ", warmup: 100",
                        minCount);
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A bound below what a config may say: next to nothing fits. */
    private static LearnerConfig with(String yaml, long memoryBytes) {
        LearnerConfig config = ConfigReader.parse("property", yaml);
        return SmallLearner.withMemory(config, memoryBytes);
    }

    private static Example withLabels(Example example, int tasks) {
        float[] labels = Arrays.copyOf(example.labels(), tasks);
        for (int t = 2; t < tasks; t++) {
            labels[t] = example.ids()[0] % 4 == 0 ? 1 : 0;
        }
        return new Example(
                example.modelKey(),
                example.timeMillis(),
                example.partition(),
                example.offset(),
                example.weight(),
                example.ids(),
                example.ends(),
                example.numerics(),
                labels);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
