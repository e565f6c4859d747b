package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.RowsConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that is restored equals the same run uninterrupted, bit for bit: weights, slots, rows,
 * multipliers, batch and metrics. Cut late, in mid-batch and at a batch's edge, on both state
 * backends, with a working set that holds all or next to nothing.
 */
class RestoredRunTest {
    private static final int EXAMPLES = 1_500;
    private static final long TINY = 40_000;

    @TempDir Path directory;

    static Stream<Arguments> runs() {
        List<Named<Supplier<StateBackend>>> backends =
                List.of(
                        Named.of("heap", HashMapStateBackend::new),
                        // Not incremental: a harness has no coordinator that resolves shared files.
                        Named.of("RocksDB", () -> new EmbeddedRocksDBStateBackend(false)));
        List<Named<Long>> memories =
                List.of(
                        Named.of("all resident", 64L << 20),
                        Named.of("models evicted", TINY),
                        Named.of("rows evicted", 1L));
        List<Named<List<Integer>>> cuts =
                List.of(
                        Named.of("cut late", List.of(1_397)),
                        Named.of("cut in the first batch", List.of(3)),
                        Named.of(
                                "cut often",
                                IntStream.range(1, 9).map(i -> 163 * i).boxed().toList()));
        return backends.stream()
                .flatMap(
                        backend ->
                                memories.stream()
                                        .flatMap(
                                                memory ->
                                                        cuts.stream()
                                                                .map(
                                                                        cut ->
                                                                                Arguments.of(
                                                                                        backend,
                                                                                        memory,
                                                                                        cut))));
    }

    /** Rows are admitted late and expire soon; an event of a model comes every 30 ms. */
    static Stream<Arguments> runsWithRowsThatComeAndGo() {
        return runs().filter(run -> !run.get()[1].toString().equals("all resident"));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("runs")
    void equalsTheUninterruptedRunBitForBit(
            Supplier<StateBackend> backend, long memoryBytes, List<Integer> cuts) throws Exception {
        LearnerConfig config =
                SmallLearner.standard()
                        .withMemoryBytes(memoryBytes)
                        .withSnapshots(directory.resolve("snapshots").toUri().toString(), 2)
                        .config();
        List<Example> examples = SmallLearner.examples(EXAMPLES, 11, "home", "search", "mail");

        Map<String, String> uninterrupted = run(config, backend, examples, cuts, false);
        Map<String, String> restored = run(config, backend, examples, cuts, true);

        assertThat(uninterrupted).hasSizeGreaterThan(300);
        assertThat(restored).isEqualTo(uninterrupted);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("runs")
    void equalsTheRunWithEverythingResident(
            Supplier<StateBackend> backend, long memoryBytes, List<Integer> cuts) throws Exception {
        SmallLearner learner =
                SmallLearner.standard()
                        .withSnapshots(directory.resolve("snapshots").toUri().toString(), 2);
        List<Example> examples = SmallLearner.examples(EXAMPLES, 12, "home", "search");

        Map<String, String> resident =
                run(learner.config(), HashMapStateBackend::new, examples, cuts, false);
        Map<String, String> evicted =
                run(learner.withMemoryBytes(memoryBytes).config(), backend, examples, cuts, false);

        assertThat(evicted).isEqualTo(resident);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("runsWithRowsThatComeAndGo")
    void equalsBothWhereRowsAreAdmittedAndExpire(
            Supplier<StateBackend> backend, long memoryBytes, List<Integer> cuts) throws Exception {
        SmallLearner learner =
                SmallLearner.standard()
                        .withRows(new RowsConfig(64 << 20, 3, Duration.ofSeconds(2), 1 << 10))
                        .withSnapshots(directory.resolve("snapshots").toUri().toString(), 2);
        List<Example> examples = SmallLearner.examples(EXAMPLES, 13, "home", "search", "mail");

        Map<String, String> resident =
                run(learner.config(), HashMapStateBackend::new, examples, cuts, false);
        LearnerConfig evicting = learner.withMemoryBytes(memoryBytes).config();
        Map<String, String> uninterrupted = run(evicting, backend, examples, cuts, false);
        Map<String, String> restored = run(evicting, backend, examples, cuts, true);

        assertThat(uninterrupted).hasSizeBetween(200, 300).isEqualTo(resident);
        assertThat(restored).isEqualTo(uninterrupted);
    }

    private Map<String, String> run(
            LearnerConfig config,
            Supplier<StateBackend> backend,
            List<Example> examples,
            List<Integer> cuts,
            boolean restore)
            throws Exception {
        String checkpoints = directory.resolve("checkpoints").toString();
        TestingLearner learner = TestingLearner.started(config, backend.get(), checkpoints);
        try {
            int from = 0;
            long id = 0;
            for (int cut : cuts) {
                learner.take(examples.subList(from, cut));
                from = cut;
                OperatorSubtaskState state = learner.checkpoint(++id);
                if (restore) {
                    learner.take(examples.subList(cut, Math.min(cut + 50, examples.size())));
                    learner.close();
                    learner =
                            TestingLearner.restored(config, backend.get(), checkpoints, state, id);
                }
            }
            learner.take(examples.subList(from, examples.size()));
            learner.finish();
            learner.checkpoint(++id);
            return learner.bits();
        } finally {
            learner.close();
        }
    }
}
