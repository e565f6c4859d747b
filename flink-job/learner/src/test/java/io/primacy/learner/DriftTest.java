package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.DriftingStream.Drift;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The world changes in mid-stream. What is measured is regret: the expected loss above the least
 * possible one, known since the stream's probabilities are.
 */
class DriftTest {
    private static final int BEFORE = 100_000;
    private static final int AFTER = 200_000;
    private static final int WINDOW = 2_000;
    private static final int WINDOWS = (BEFORE + AFTER) / WINDOW;
    private static final int CHANGE = BEFORE / WINDOW;

    @ParameterizedTest
    @EnumSource(Drift.class)
    void theShadowKeepsThePriorityThroughADriftAndTheModelRecovers(Drift drift) {
        long seed = 5;
        Trace trace = run(drift, seed);

        double violation = trace.violation(CHANGE, WINDOWS);
        System.out.printf(
                Locale.ROOT,
                "Drift %s (seed %d): 'first' is at %+.3f %% of its own learner over the %,d events"
                        + " after the change, %+.3f %% over the first %,d; nine tenths of the regret"
                        + " that the change brought are gone after %,d events ('first') and %,d"
                        + " ('second').%n",
                drift,
                seed,
                100 * violation,
                AFTER,
                100 * trace.violation(CHANGE, CHANGE + 10),
                10 * WINDOW,
                trace.recovery(0),
                trace.recovery(1));
        assertThat(violation).isLessThan(0.003);
        assertThat(trace.violation(CHANGE, CHANGE + 10)).isLessThan(0.01);
        for (int task = 0; task < 2; task++) {
            assertThat(trace.regret[task][CHANGE])
                    .as("regret of task %d in the window of the change", task)
                    .isGreaterThan(trace.before(task));
            assertThat(trace.recovery(task)).as("recovery of task " + task).isLessThan(AFTER);
        }
    }

    private static Trace run(Drift drift, long seed) {
        LearnerConfig config = DriftingStream.config();
        DriftingStream stream = new DriftingStream(drift, BEFORE, seed);
        Trace trace = new Trace();
        double[][] truth = new double[config.batch().size()][2];
        double[][] least = new double[config.batch().size()][2];
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            for (int i = 0; i < BEFORE + AFTER; i++) {
                Example example = stream.next();
                for (int task = 0; task < 2; task++) {
                    truth[model.pending().size()][task] = stream.probability(task);
                    least[model.pending().size()][task] = stream.leastLoss(task);
                }
                model.pending().add(example);
                if (model.pending().isFull()) {
                    int window = i / WINDOW;
                    LearningStep step =
                            learner.learn(
                                    model,
                                    (e, task, prediction, label, weight, loss) ->
                                            trace.add(
                                                    window,
                                                    task,
                                                    expectedLoss(truth[e][task], prediction)
                                                            - least[e][task]));
                    trace.loss[window] += step.losses()[0];
                    trace.reference[window] += step.references()[0];
                }
            }
        }
        return trace;
    }

    private static double expectedLoss(double probability, double prediction) {
        double p = Math.min(1 - 1e-7, Math.max(1e-7, prediction));
        return -probability * Math.log(p) - (1 - probability) * Math.log(1 - p);
    }

    /** What was seen, window by window. */
    private static final class Trace {
        final double[][] regret = new double[2][WINDOWS];
        final double[] loss = new double[WINDOWS];
        final double[] reference = new double[WINDOWS];

        void add(int window, int task, double regretOfEvent) {
            regret[task][window] += regretOfEvent / WINDOW;
        }

        /** Mean regret over the last ten windows before the change. */
        double before(int task) {
            double sum = 0;
            for (int w = CHANGE - 10; w < CHANGE; w++) {
                sum += regret[task][w];
            }
            return sum / 10;
        }

        /** Loss against the reference's over windows [from, to). */
        double violation(int from, int to) {
            double losses = 0;
            double references = 0;
            for (int w = from; w < to; w++) {
                losses += loss[w];
                references += reference[w];
            }
            return losses / references - 1;
        }

        /** Events until nine tenths of the additional regret are gone; all if they never are. */
        int recovery(int task) {
            double limit = before(task) + 0.1 * (regret[task][CHANGE] - before(task));
            int w = CHANGE;
            while (w < WINDOWS && regret[task][w] > limit) {
                w++;
            }
            return (w - CHANGE) * WINDOW;
        }
    }
}
