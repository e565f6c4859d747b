package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.Model;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.rows.RowCodec;
import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.snapshot.TestingPublisher;
import io.primacy.schema.config.GateConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.SnapshotConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.References;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is loaded of a version, base and deltas together, is the model at its barrier bit for bit:
 * whatever is evicted, refused a snapshot, or restored in between.
 */
class DeltaSnapshotsTest {
    private static final String[] KEYS = {"home", "search"};

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void baseAndDeltasAreTheModelBitForBit(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        LearnerConfig config =
                SmallLearner.standard()
                        .withMemoryBytes(random.nextBoolean() ? 64 << 20 : random.nextInt(60_000))
                        .withSnapshots(snapshots().toUri().toString(), 1 + random.nextInt(3))
                        .config();
        boolean rocks = seed % 4 == 0;
        List<Example> examples = SmallLearner.examples(2_000, seed, KEYS);
        SnapshotReader reader = new SnapshotReader(snapshots());
        int versions = 0;

        TestingLearner learner = TestingLearner.started(config, backend(rocks), checkpoints());
        try (TestingPublisher publisher = new TestingPublisher(config)) {
            int from = 0;
            for (long id = 1; from < examples.size(); id++) {
                int to = Math.min(examples.size(), from + random.nextInt(200));
                learner.take(examples.subList(from, to));
                from = to;
                OperatorSubtaskState state = learner.checkpoint(id);
                publisher.publish(learner.parts());
                versions += assertPublishedAsTheyAre(learner, reader);
                if (random.nextInt(4) == 0) {
                    learner.take(examples.subList(to, Math.min(examples.size(), to + 20)));
                    learner.close();
                    learner =
                            TestingLearner.restored(
                                    config, backend(rocks), checkpoints(), state, id);
                }
            }
        } finally {
            learner.close();
        }
        assertThat(versions).as("seed %d", seed).isGreaterThan(3);
        assertThat(kinds(reader, "home"))
                .startsWith("base")
                .contains("delta")
                .doesNotHaveDuplicates();
    }

    /** Those that nothing was learned of since are as they were published. */
    private static int assertPublishedAsTheyAre(TestingLearner learner, SnapshotReader reader)
            throws Exception {
        int compared = 0;
        for (String key : KEYS) {
            if (!learner.states().unpublished().contains(key)
                    && learner.states().keys().contains(key)) {
                Model model = learner.model(key);
                if (model.lastSequence() == 0) {
                    continue;
                }
                SnapshotVersion version = new SnapshotVersion(model.epoch(), model.lastSequence());
                LoadedSnapshot loaded = reader.load(key, version);
                assertThat(rows(loaded)).isEqualTo(rows(learner, model));
                for (NamedTensor tensor : learner.servingWeights(model)) {
                    assertThat(loaded.dense().get(tensor.name()).values())
                            .isEqualTo(tensor.values());
                }
                compared++;
            }
        }
        return compared;
    }

    private static Map<Long, List<Float>> rows(LoadedSnapshot loaded) {
        Map<Long, List<Float>> rows = new TreeMap<>();
        for (LoadedSnapshot.Embeddings embeddings : loaded.embeddings().values()) {
            for (long id : embeddings.ids()) {
                int at = embeddings.offsetOf(id);
                rows.put(id, floats(embeddings.vectors(), at, embeddings.dimension()));
            }
        }
        return rows;
    }

    private static Map<Long, List<Float>> rows(TestingLearner learner, Model model)
            throws Exception {
        RowCodec codec = learner.rowCodec();
        Map<Long, List<Float>> rows = new TreeMap<>();
        learner.states()
                .forEachRow(
                        model,
                        (id, row) -> {
                            float[] vector = new float[codec.width(row)];
                            codec.servingVector(row, vector, 0);
                            rows.put(id, floats(vector, 0, vector.length));
                        });
        return rows;
    }

    private static List<Float> floats(float[] values, int from, int count) {
        Float[] boxed = new Float[count];
        for (int i = 0; i < count; i++) {
            boxed[i] = values[from + i];
        }
        return List.of(boxed);
    }

    @Test
    void deltasAreFoldedAndWhatIsNotNeededIsRemoved() throws Exception {
        LearnerConfig config = config();
        config =
                config.with(
                        new SnapshotConfig(
                                config.snapshot().directory(),
                                1,
                                Duration.ofSeconds(30),
                                3,
                                1 << 20,
                                2,
                                Duration.ZERO,
                                GateConfig.OPEN));
        List<Example> examples = SmallLearner.examples(2_000, 6, "home");
        SnapshotReader reader = new SnapshotReader(snapshots());
        Map<String, String> digests = new TreeMap<>();
        SnapshotVersion pinned = SnapshotVersion.parse("1-000003");
        Path folded = snapshots().resolve("home/1-000004/base.json");
        try (TestingLearner learner =
                TestingLearner.started(config, backend(false), checkpoints())) {
            for (int i = 0; i < 20; i++) {
                learner.takeUntilCheckpoint(examples.subList(100 * i, 100 * i + 100), i + 1);
                try (TestingPublisher publisher = new TestingPublisher(config)) {
                    publisher.publish(learner.parts());
                }
                SnapshotVersion version = new SnapshotVersion(1, i + 1);
                digests.put(version.toString(), reader.load("home", version).digest());
                assertThat(rows(reader.load("home", version)))
                        .isEqualTo(rows(learner, learner.model("home")));
                if (version.equals(pinned)) {
                    new References(new LocalModelFiles(snapshots(), "home"))
                            .pin(pinned, new Act(Instant.EPOCH, "test", ""));
                }
                if (i == 3) {
                    assertThat(folded).exists();
                }
            }
        }

        List<SnapshotVersion> left = reader.versions("home");
        assertThat(left).hasSizeLessThan(10).contains(pinned, new SnapshotVersion(1, 20));
        for (SnapshotVersion version : left) {
            assertThat(reader.verify("home", version)).isEmpty();
            assertThat(reader.load("home", version).digest())
                    .isEqualTo(digests.get(version.toString()));
        }
        assertThat(reader.chain("home", new SnapshotVersion(1, 20))).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void anotherJobOpensAnEpochWhoseFirstVersionNamesItsTrueParent() throws Exception {
        LearnerConfig config = config();
        List<Example> examples = SmallLearner.examples(400, 3, "home");
        SnapshotReader reader = new SnapshotReader(snapshots());
        OperatorSubtaskState savepoint;
        try (TestingPublisher publisher = new TestingPublisher(config)) {
            try (TestingLearner first =
                    TestingLearner.started(config, backend(false), checkpoints())) {
                savepoint = first.takeUntilCheckpoint(examples.subList(0, 100), 1);
                publisher.publish(first.parts());
                first.takeUntilCheckpoint(examples.subList(100, 200), 2);
                publisher.publish(first.parts());
            }
            try (TestingLearner failover =
                    TestingLearner.restored(config, backend(false), checkpoints(), savepoint, 1)) {
                // The directory is ahead of the state: not even the same job may go on there.
                failover.takeUntilCheckpoint(examples.subList(100, 200), 2);
                publisher.publish(failover.parts());
            }
            try (TestingLearner other =
                    TestingLearner.restored(
                            config, backend(false), checkpoints(), savepoint, 1, new JobID(2, 2))) {
                other.takeUntilCheckpoint(examples.subList(200, 300), 2);
                publisher.publish(other.parts());
                assertThat(rows(reader.load("home", SnapshotVersion.parse("3-000001"))))
                        .isEqualTo(rows(other, other.model("home")));
            }
        }

        assertThat(reader.versions("home"))
                .extracting(SnapshotVersion::toString)
                .containsExactly("1-000001", "1-000002", "2-000001", "3-000001");
        Manifest opened = reader.manifest("home", SnapshotVersion.parse("3-000001"));
        assertThat(opened.parent()).isEqualTo("1-000001");
        assertThat(opened.kind()).isEqualTo("delta");
    }

    @Test
    void aFailoverOfTheSameJobGoesOnInItsEpoch() throws Exception {
        LearnerConfig config = config();
        List<Example> examples = SmallLearner.examples(300, 4, "home");
        try (TestingPublisher publisher = new TestingPublisher(config)) {
            OperatorSubtaskState state;
            try (TestingLearner learner =
                    TestingLearner.started(config, backend(false), checkpoints())) {
                state = learner.takeUntilCheckpoint(examples.subList(0, 100), 1);
                publisher.publish(learner.parts());
                // Staged, but its checkpoint is never complete.
                learner.takeUntilCheckpoint(examples.subList(100, 150), 2);
                publisher.stage(learner.parts());
            }
            try (TestingLearner learner =
                    TestingLearner.restored(config, backend(false), checkpoints(), state, 1)) {
                learner.takeUntilCheckpoint(examples.subList(100, 300), 3);
                publisher.publish(learner.parts());
            }
        }

        assertThat(new SnapshotReader(snapshots()).versions("home"))
                .extracting(SnapshotVersion::toString)
                .containsExactly("1-000001", "1-000002");
    }

    @Test
    void whereThePublishedFilesAreNotThereTheNextVersionIsComplete() throws Exception {
        LearnerConfig config = config();
        List<Example> examples = SmallLearner.examples(300, 5, "home");
        OperatorSubtaskState state;
        try (TestingLearner learner =
                TestingLearner.started(config, backend(false), checkpoints())) {
            state = learner.takeUntilCheckpoint(examples.subList(0, 100), 1);
        }
        try (TestingLearner learner =
                        TestingLearner.restored(
                                config, backend(false), checkpoints(), state, 1, new JobID(2, 2));
                TestingPublisher publisher = new TestingPublisher(config)) {
            learner.takeUntilCheckpoint(examples.subList(100, 300), 2);
            List<SnapshotPart> parts = learner.parts();
            publisher.publish(parts);
        }

        assertThat(kinds(new SnapshotReader(snapshots()), "home")).containsExactly("base");
    }

    @Test
    void whatChangedIsGivenUpWhereItsIdsOutgrowTheirMemoryOverRestarts() throws Exception {
        int memoryBytes = 40_000;
        LearnerConfig config = config();
        config =
                config.with(
                        new SnapshotConfig(
                                config.snapshot().directory(),
                                1_000,
                                Duration.ofSeconds(30),
                                3,
                                memoryBytes,
                                2,
                                Duration.ZERO,
                                GateConfig.OPEN));
        List<Example> examples = SmallLearner.examples(4_000, 8, "home");
        TestingLearner learner = TestingLearner.started(config, backend(false), checkpoints());
        try {
            long restarts = 0;
            boolean inOneGo = false;
            for (int from = 0; from < examples.size(); from += 50) {
                learner.take(examples.subList(from, from + 50));
                restarts++;
                OperatorSubtaskState state = learner.checkpoint(restarts);
                inOneGo |= from == 0 && learner.model("home").lineage().complete();
                learner.close();
                learner =
                        TestingLearner.restored(
                                config, backend(false), checkpoints(), state, restarts);
            }

            assertThat(inOneGo).as("given up by one residency alone").isFalse();
            assertThat(learner.model("home").lineage().complete()).isTrue();
        } finally {
            learner.close();
        }
    }

    private static List<String> kinds(SnapshotReader reader, String model) throws Exception {
        TreeMap<String, Boolean> kinds = new TreeMap<>();
        for (SnapshotVersion version : reader.versions(model)) {
            kinds.put(reader.manifest(model, version).kind(), true);
        }
        return List.copyOf(kinds.keySet());
    }

    private LearnerConfig config() {
        return SmallLearner.standard().withSnapshots(snapshots().toUri().toString(), 1).config();
    }

    private Path snapshots() {
        return directory.resolve("snapshots");
    }

    private String checkpoints() {
        return directory.resolve("checkpoints").toString();
    }

    private static StateBackend backend(boolean rocks) {
        return rocks ? new EmbeddedRocksDBStateBackend(false) : new HashMapStateBackend();
    }
}
