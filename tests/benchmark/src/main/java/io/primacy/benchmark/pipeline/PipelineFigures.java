package io.primacy.benchmark.pipeline;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.benchmark.peer.Peer;
import io.primacy.benchmark.setting.Setting;
import io.primacy.benchmark.setting.WorkDirectory;
import io.primacy.local.data.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The real job over JSON in a topic that was filled before: embedded broker, RocksDB, exactly once,
 * a checkpoint every 5 s, one key, one learner subtask, all in this process. Beside it: the same
 * with two learners, on a thread each and on one, the same that takes a checkpoint in every second
 * stretch of its time, the same that learns nothing and keeps nothing, and the peer's bare loop.
 */
public final class PipelineFigures {
    private static final int KEYS = 1;
    private static final String EVERY_5_S = "5s";
    private static final String NEVER = "1h";

    private final Setting setting;
    private final Path work;
    private final Path home;
    private final int rounds;
    private final long events;
    private final Samples one = new Samples();
    private final Samples shadow = new Samples();
    private final Samples shadowOnOne = new Samples();
    private final Samples checkpointing = new Samples();
    private final Samples unchecked = new Samples();
    private final Samples counting = new Samples();
    private final Samples peer = new Samples();
    private final Samples demo = new Samples();

    /**
     * @param setting the learner, with one network
     * @param work directory for everything that is written; emptied
     * @param home the project's directory
     * @param rounds repetitions, ≥ 1
     * @param events in the topic; each run reads all of them
     */
    public PipelineFigures(Setting setting, Path work, Path home, int rounds, long events) {
        this.setting = setting;
        this.work = work;
        this.home = home;
        this.rounds = rounds;
        this.events = events;
    }

    /** Measures. */
    public List<Figure> measure(Peer loop) throws IOException, InterruptedException {
        WorkDirectory.empty(work);
        try (Topic topic = Topic.filled(work.resolve("kafka"), setting, events, KEYS, 1)) {
            // The first run of a JVM is not like the others.
            run(topic, setting, EVERY_5_S).learning();
            for (int round = 0; round < rounds; round++) {
                one.add(run(topic, setting, EVERY_5_S).learning());
                Setting both = setting.withReference("shadow");
                shadow.add(run(topic, both.withThreads(0), EVERY_5_S).learning());
                shadowOnOne.add(run(topic, both, EVERY_5_S).learning());
                CheckpointTurns turns = run(topic, setting, NEVER).checkpointing();
                checkpointing.add(turns.with());
                unchecked.add(turns.without());
                counting.add(run(topic, setting, EVERY_5_S).counting());
                loop.eventsPerSecond().ifPresent(peer::add);
            }
        }
        DemoStart start = new DemoStart(home, work.resolve("demo.log"));
        start.prepare();
        for (int round = 0; round < rounds; round++) {
            demo.add(start.seconds());
        }
        DirectoryTree.delete(work);
        return List.of(
                new Figure("pipeline-one-learner", one, "events/s", Peer.NAME, peer),
                new Figure("pipeline-shadow", shadow, "events/s", "pipeline-one-learner", one),
                new Figure(
                        "pipeline-shadow-one-thread",
                        shadowOnOne,
                        "events/s",
                        "pipeline-one-learner",
                        one),
                new Figure("pipeline-learning", one, "events/s", "no learning, no state", counting),
                new Figure(
                        "checkpoint-overhead",
                        checkpointing,
                        "events/s",
                        "no checkpoints",
                        unchecked),
                Figure.alone("demo-first-event", demo, "s"));
    }

    private PipelineRun run(Topic topic, Setting learner, String interval) throws IOException {
        Path directory = Files.createTempDirectory(work, "run");
        String snapshots = directory.resolve("snapshots").toUri().toString();
        return new PipelineRun(topic, learner.config(snapshots, interval), directory, 1);
    }
}
