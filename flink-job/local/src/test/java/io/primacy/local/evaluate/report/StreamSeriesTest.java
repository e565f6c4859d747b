package io.primacy.local.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.local.evaluate.result.Run;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.TaskResult;
import io.primacy.local.evaluate.result.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamSeriesTest {
    @Test
    void aPointHasTheMeansOverTheSeedsAndTheSpreadOfViolations() {
        StreamSeries like = shared(20).get(0);

        assertThat(like.points()).hasSize(20);
        StreamSeries.Point first = like.points().get(0);
        double wave = 0.05 * Math.sin(1);
        assertThat(first.events()).isEqualTo(10_000);
        assertThat(first.reference()).isCloseTo(0.5 + wave, within(1e-6));
        assertThat(first.loss()).isCloseTo(0.505 + wave, within(1e-6));
        assertThat(first.violation()).isCloseTo(100 * 0.005 / (0.5 + wave), within(1e-5));
        assertThat(first.deviation()).isCloseTo(100 * 0.0001 / (0.5 + wave), within(1e-5));
        assertThat(first.least()).isCloseTo(2 + wave, within(1e-5));
        assertThat(first.most()).isCloseTo(4 + wave, within(1e-5));
    }

    @Test
    void aLongStreamIsMergedWithoutCrossingWhereFiguresBeginToCount() {
        StreamSeries like = shared(3_001).get(0);

        assertThat(like.merged()).isEqualTo(11);
        assertThat(like.points()).hasSizeLessThanOrEqualTo(StreamSeries.MAX_POINTS);
        assertThat(like.points().get(like.points().size() - 1).events()).isEqualTo(30_010_000);
        assertThat(shared(3_010).get(0).points())
                .extracting(StreamSeries.Point::events)
                .contains(15_050_000L);
    }

    @Test
    void aShortWindowAtAnEndIsTakenInByItsNeighbour() {
        List<Window> windows =
                List.of(
                        new Window(10, 9.0, null, null),
                        new Window(110, 1.0, null, null),
                        new Window(210, 1.0, null, null),
                        new Window(220, 9.0, null, null));
        TaskResult task =
                new TaskResult("like", 1, 1.0, null, null, null, null, null, null, null, windows);
        List<Run> runs = List.of(new Run("single", "single like", 7, List.of(task)));

        List<StreamSeries> series =
                StreamSeries.of(
                        new Findings(
                                new Evaluation(
                                        "feed", "f", 220, 0.5, runs, Summary.of(runs), List.of())));

        assertThat(series.get(0).points())
                .extracting(StreamSeries.Point::events)
                .containsExactly(110L, 220L);
        assertThat(series.get(0).points().get(0).loss())
                .isCloseTo((9 * 10 + 100) / 110.0, within(1e-5));
    }

    @Test
    void theWordsNameTheWorstWindowAndTheMultiplier() {
        assertThat(shared(20).get(0).summary().replace('\u00a0', ' '))
                .contains("+1.00 % ± 0.02 % against its own learner")
                .contains("λ between 2.95 and 3.05");
    }

    private static List<StreamSeries> shared(int windows) {
        return StreamSeries.of(
                new TestingEvaluation(3, "like", "click")
                        .windows(windows)
                        .shared("nmt", "nmt shadow", 0.01, 0.02)
                        .singles()
                        .findings());
    }
}
