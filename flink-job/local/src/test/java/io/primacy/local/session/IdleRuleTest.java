package io.primacy.local.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleRuleTest {
    private static final long SECOND = 1_000_000_000L;

    private final IdleRule rule = new IdleRule(Duration.ofSeconds(3));

    @Test
    void idleOnceEverythingIsAccountedForLongEnough() {
        assertThat(rule.isIdle(0, progress(100, 90, 0, 5, false, false))).isFalse();
        assertThat(rule.isIdle(10 * SECOND, progress(100, 90, 5, 5, false, false))).isFalse();
        assertThat(rule.isIdle(12 * SECOND, progress(100, 90, 5, 5, false, false))).isFalse();

        assertThat(rule.isIdle(13 * SECOND, progress(100, 90, 5, 5, false, false))).isTrue();
    }

    @Test
    void newEventsStartTheWaitAnew() {
        assertThat(rule.isIdle(0, progress(100, 100, 0, 0, false, false))).isFalse();
        assertThat(rule.isIdle(2 * SECOND, progress(200, 200, 0, 0, false, false))).isFalse();
        assertThat(rule.isIdle(4 * SECOND, progress(200, 200, 0, 0, false, false))).isFalse();

        assertThat(rule.isIdle(5 * SECOND, progress(200, 200, 0, 0, false, false))).isTrue();
    }

    @Test
    void neverIdleWhileThisProcessProduces() {
        assertThat(rule.isIdle(0, progress(100, 100, 0, 0, true, true))).isFalse();
        assertThat(rule.isIdle(60 * SECOND, progress(100, 100, 0, 0, true, true))).isFalse();
    }

    @Test
    void checkpointOverEverythingSettlesWhereCountsCannot() {
        assertThat(rule.isIdle(0, progress(101, 100, 0, 0, true, false))).isFalse();

        assertThat(rule.isIdle(3 * SECOND, progress(101, 100, 0, 0, true, false))).isTrue();
    }

    @Test
    void startOfTimeMayBeNegative() {
        long start = -SECOND;

        assertThat(rule.isIdle(start, progress(1, 1, 0, 0, false, false))).isFalse();
        assertThat(rule.isIdle(start + 3 * SECOND, progress(1, 1, 0, 0, false, false))).isTrue();
    }

    private static Progress progress(
            long produced,
            long learned,
            long pending,
            long deadLettered,
            boolean committed,
            boolean feeding) {
        return new Progress(
                produced, learned, pending, deadLettered, committed, feeding, 0, List.of(), null);
    }
}
