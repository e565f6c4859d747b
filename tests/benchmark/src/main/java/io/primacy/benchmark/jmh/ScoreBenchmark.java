package io.primacy.benchmark.jmh;

import io.primacy.benchmark.score.PublishedModel;
import io.primacy.benchmark.score.Requests;
import io.primacy.local.data.DirectoryTree;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.serving.Scorer;
import io.primacy.serving.Scores;
import io.primacy.serving.feature.Features;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One request to a scorer of the model of {@code config/kuairand.yaml}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScoreBenchmark {
    private static final int VALUES = 50_000;
    private static final int REQUESTS = 50;
    private static final long SEED = 7;

    @Param({"1", "50", "500"})
    private int candidates;

    private final List<List<Features>> requests = new ArrayList<>();
    private Path directory;
    private Scorer scorer;
    private int next;

    /** Publishes the model. */
    @Setup
    public void setUp() throws Exception {
        Path home = Path.of(System.getProperty("primacy.home"));
        LearnerConfig config = ConfigReader.read(home.resolve("config/kuairand.yaml"));
        directory = Files.createTempDirectory("primacy-score");
        new PublishedModel(directory, config, VALUES).publish(1);
        scorer = Scorer.open(directory.toUri(), "default", "latest");
        Requests of = new Requests(config, Requests.OF_KUAIRAND, VALUES, SEED);
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(of.next(candidates));
        }
    }

    /** The next request. */
    @Benchmark
    public Scores score() {
        return scorer.score(requests.get(next++ % REQUESTS));
    }

    /** Closes the scorer and deletes the model. */
    @TearDown
    public void tearDown() throws Exception {
        scorer.close();
        DirectoryTree.delete(directory);
    }
}
