package io.primacy.local.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TradeOffTest {
    @Test
    void everyTaskIsTradedAgainstEveryTaskBelowIt() {
        Findings findings =
                new TestingEvaluation(1, "like", "long_view", "click")
                        .shared("nmt", "nmt shadow", 0, 0, 0)
                        .singles()
                        .findings();

        assertThat(TradeOff.of(findings))
                .extracting(pair -> pair.primary() + ">" + pair.secondary())
                .containsExactly("like>long_view", "like>click", "long_view>click");
    }

    @Test
    void xIsTheViolationInPercentWithItsDeviation() {
        TradeOff pair =
                TradeOff.of(
                                new TestingEvaluation(3, "like", "click")
                                        .shared("nmt", "nmt shadow", 0.013, 0.02)
                                        .shared("sum", "sum 0.3", 0.01, 0.02)
                                        .singles()
                                        .findings())
                        .get(0);

        assertThat(pair.relative()).isTrue();
        assertThat(pair.limit()).isCloseTo(0.1, within(1e-12));
        assertThat(pair.alone()).isCloseTo(0.5, within(1e-12));
        TradeOff.Point nmt = pair.points().get(0);
        assertThat(nmt.judged()).isTrue();
        assertThat(nmt.x()).isCloseTo(1.3, within(1e-9));
        assertThat(nmt.dx()).isCloseTo(0.02, within(1e-9));
        assertThat(nmt.y()).isCloseTo(0.51, within(1e-9));
        assertThat(nmt.seeds()).hasSize(3);
        assertThat(pair.points()).extracting(TradeOff.Point::mark).contains("0.3");
    }

    @Test
    void withoutRunsAloneXIsTheLossAndNoSideIsFeasible() {
        List<TradeOff> pairs =
                TradeOff.of(
                        new TestingEvaluation(1, "like", "click")
                                .unreferenced("nmt shadow", 0.1, 0)
                                .findings());

        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).relative()).isFalse();
        assertThat(pairs.get(0).limit()).isNull();
        assertThat(pairs.get(0).alone()).isNull();
        assertThat(pairs.get(0).points().get(0).x()).isCloseTo(0.55, within(1e-9));
    }

    @Test
    void aRunWithoutLabelsHasNoPoint() {
        assertThat(
                        TradeOff.of(
                                new TestingEvaluation(1, "like", "click")
                                        .unlabelled("nmt shadow")
                                        .findings()))
                .isEmpty();
    }
}
