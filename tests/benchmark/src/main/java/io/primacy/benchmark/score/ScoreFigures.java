package io.primacy.benchmark.score;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.OnnxSignature.Port;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.serving.Scorer;
import io.primacy.serving.feature.Features;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Scoring the candidates of one request with the model of {@code config/kuairand.yaml}, beside ONNX
 * Runtime alone on the same graph; both on one thread. And what a swap costs the one who scores.
 */
public final class ScoreFigures {
    private static final int CANDIDATES = 500;
    private static final int VALUES = 50_000;
    private static final int SWAP_VALUES = 5_000;
    private static final int RUNS = 400;
    private static final int REQUESTS = 50;
    private static final long SEED = 7;
    private static final String AGAINST = "ONNX Runtime, same graph";

    private final Path work;
    private final int rounds;
    private final LearnerConfig config;

    /**
     * @param home the project's directory
     * @param work where versions are published
     * @param rounds repetitions, ≥ 1
     */
    public ScoreFigures(Path home, Path work, int rounds) {
        this.work = work;
        this.rounds = rounds;
        config = ConfigReader.read(home.resolve("config/kuairand.yaml"));
    }

    /** Measures. */
    public List<Figure> measure() throws Exception {
        List<Figure> figures = new ArrayList<>(requests());
        PublishedModel model = new PublishedModel(work.resolve("swap"), config, SWAP_VALUES);
        Requests requests = new Requests(config, Requests.OF_KUAIRAND, SWAP_VALUES, SEED);
        figures.addAll(new SwapPause(model, requests.next(CANDIDATES)).measure(work));
        return figures;
    }

    private List<Figure> requests() throws Exception {
        PublishedModel model = new PublishedModel(work.resolve("score"), config, VALUES);
        model.publish(1);
        Requests requests = new Requests(config, Requests.OF_KUAIRAND, VALUES, SEED);
        List<List<Features>> pool = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            pool.add(requests.next(CANDIDATES));
        }
        Map<String, Long> columns =
                Manifest.network(config).onnx().inputs().stream()
                        .collect(Collectors.toMap(Port::name, port -> port.shape().get(1)));
        Path onnx = model.directory(1).resolve(SnapshotLayout.ONNX);
        Samples[] ours = {new Samples(), new Samples(), new Samples()};
        Samples[] bare = {new Samples(), new Samples(), new Samples()};
        try (Scorer scorer = Scorer.open(work.resolve("score").toUri(), "default", "latest");
                BareRuntime runtime = new BareRuntime(onnx, columns, CANDIDATES)) {
            double[] ourMillis = new double[RUNS];
            double[] bareMillis = new double[RUNS];
            for (int round = -1; round < rounds; round++) {
                for (int run = 0; run < RUNS; run++) {
                    long start = System.nanoTime();
                    scorer.score(pool.get(run % REQUESTS));
                    long between = System.nanoTime();
                    runtime.run();
                    ourMillis[run] = (between - start) / 1e6;
                    bareMillis[run] = (System.nanoTime() - between) / 1e6;
                }
                if (round >= 0) {
                    add(ourMillis, ours);
                    add(bareMillis, bare);
                }
            }
        }
        return List.of(
                new Figure("score-500-p50", ours[0], "ms", AGAINST, bare[0]),
                new Figure("score-500-p99", ours[1], "ms", AGAINST, bare[1]),
                new Figure("score-rate", ours[2], "candidates/s", AGAINST, bare[2]));
    }

    /** p50, p99, candidates per second. */
    private static void add(double[] millis, Samples[] into) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        into[0].add(sorted[sorted.length / 2]);
        into[1].add(sorted[sorted.length * 99 / 100]);
        into[2].add(CANDIDATES * millis.length / (Arrays.stream(millis).sum() / 1e3));
    }
}
