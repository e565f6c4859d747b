package io.primacy.benchmark.kernel;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.benchmark.peer.Peer;
import io.primacy.benchmark.setting.Setting;
import io.primacy.benchmark.setting.Stream;
import io.primacy.benchmark.setting.Stream.Popularity;
import java.util.List;

/**
 * The learner on one thread, without anything around it, against the peer's loop and against a
 * matrix product; two learners on two threads as well. Ours and the peer's take turns, so that
 * noise of the machine hits both alike.
 */
public final class KernelFigures {
    private static final int RUNS = 3;

    /** So few that caches hold them, and so many that a mini-batch has over a thousand of them. */
    private static final int CACHED_ROWS = 2_000;

    private static final long SEED = 7;
    private static final String SGEMM = "sgemm 256x160 by 160x256";

    private final Setting setting;
    private final Popularity popularity;
    private final int rounds;
    private final int steps;
    private final Samples one = new Samples();
    private final Samples shadow = new Samples();
    private final Samples shadowOnTwo = new Samples();
    private final Samples flops = new Samples();
    private final Samples roofline = new Samples();
    private final Samples cachedFlops = new Samples();
    private final Samples cachedRoofline = new Samples();
    private final Samples allocation = new Samples();
    private final Samples peer = new Samples();

    /**
     * @param setting the learner, with one network
     * @param popularity of the ids
     * @param rounds repetitions, ≥ 1
     * @param steps mini-batches of one run; a figure of a repetition is the median of three
     */
    public KernelFigures(Setting setting, Popularity popularity, int rounds, int steps) {
        this.setting = setting;
        this.popularity = popularity;
        this.rounds = rounds;
        this.steps = steps;
    }

    /** Measures. */
    public List<Figure> measure(Peer loop) {
        try (KernelLoop single = loop(setting);
                KernelLoop both = loop(setting.withReference("shadow"));
                KernelLoop onTwo = loop(setting.withReference("shadow").withThreads(2));
                KernelLoop cached = loop(setting.withRows(CACHED_ROWS))) {
            Roofline sgemm = new Roofline();
            single.eventsPerSecond(steps);
            both.eventsPerSecond(steps);
            onTwo.eventsPerSecond(steps);
            cached.eventsPerSecond(steps);
            sgemm.flopsPerSecond(RUNS);
            for (int round = 0; round < rounds; round++) {
                double before = sgemm.flopsPerSecond(RUNS);
                one.add(run(single));
                double between = sgemm.flopsPerSecond(RUNS);
                double ofCached = run(cached);
                double after = sgemm.flopsPerSecond(RUNS);
                flops.add(one.values().get(round) * single.flopsPerEvent() / 1e9);
                roofline.add((before + between) / 2 / 1e9);
                cachedFlops.add(ofCached * cached.flopsPerEvent() / 1e9);
                cachedRoofline.add((between + after) / 2 / 1e9);
                shadow.add(run(both));
                shadowOnTwo.add(run(onTwo));
                allocation.add(single.allocatedBytesPerStep(steps));
                loop.eventsPerSecond().ifPresent(peer::add);
            }
        }
        return List.of(
                new Figure("kernel-one-learner", one, "events/s", Peer.NAME, peer),
                new Figure("kernel-shadow", shadow, "events/s", Peer.NAME, peer),
                new Figure("kernel-shadow-two-threads", shadowOnTwo, "events/s", Peer.NAME, peer),
                new Figure("kernel-flops", flops, "GFLOP/s", SGEMM, roofline),
                new Figure(
                        "kernel-flops-cached-rows", cachedFlops, "GFLOP/s", SGEMM, cachedRoofline),
                Figure.alone("kernel-allocation", allocation, "bytes/batch"));
    }

    private KernelLoop loop(Setting learner) {
        return new KernelLoop(learner, new Stream(learner, popularity, SEED));
    }

    private double run(KernelLoop loop) {
        Samples runs = new Samples();
        for (int run = 0; run < RUNS; run++) {
            runs.add(loop.eventsPerSecond(steps));
        }
        return runs.median();
    }
}
