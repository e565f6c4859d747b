package io.primacy.benchmark.compare;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * This build and another in one JVM, a few mini-batches each in turns, so that both meet the same
 * moment of the machine: separate runs differ by more than most changes bring. One JVM still
 * differs from the next by some 2 %, with how it compiles and where its memory lies.
 */
public final class CompareFigures {
    private static final int STEPS = 50;
    private static final int WARM_UP = 40;
    private static final int TURNS = 20;

    private final Path home;
    private final Path other;
    private final int rounds;

    /**
     * @param home directory of this build
     * @param other directory of the other
     * @param rounds of {@value #TURNS} turns each, ≥ 1
     */
    public CompareFigures(Path home, Path other, int rounds) {
        this.home = home;
        this.other = other;
        this.rounds = rounds;
    }

    /** Whether a directory of the project has a build that this one can be compared with. */
    public static boolean isBuilt(Path root) {
        return BuildClasses.areIn(root);
    }

    /** Measures one learner, then two. */
    public List<Figure> measure() throws IOException {
        return List.of(
                measure("compare-one-learner", "frozen"), measure("compare-shadow", "shadow"));
    }

    private Figure measure(String name, String reference) throws IOException {
        Samples ours = new Samples();
        Samples theirs = new Samples();
        try (Build here = new Build(home, reference);
                Build there = new Build(other, reference)) {
            for (int turn = -WARM_UP; turn < rounds * TURNS; turn++) {
                // Who is second finds other things in the cache.
                Build first = turn % 2 == 0 ? here : there;
                Build second = turn % 2 == 0 ? there : here;
                double a = first.eventsPerSecond(STEPS);
                double b = second.eventsPerSecond(STEPS);
                if (turn >= 0) {
                    ours.add(turn % 2 == 0 ? a : b);
                    theirs.add(turn % 2 == 0 ? b : a);
                }
            }
        }
        return new Figure(name, ours, "events/s", other.toString(), theirs);
    }
}
