package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageThreadsTest {
    private static final int ROUNDS = 2_000;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "2, 3", "3, 3", "8, 3", "4, 1"})
    void everyStageIsWorkedOnOnceBeforeTheCallerGoesOn(int threads, int stages) {
        AtomicIntegerArray times = new AtomicIntegerArray(stages);
        try (StageThreads work = new StageThreads(threads, stages)) {
            for (int round = 1; round <= ROUNDS; round++) {
                work.forEachStage(times::incrementAndGet);
                for (int s = 0; s < stages; s++) {
                    assertThat(times.get(s)).isEqualTo(round);
                }
            }
        }
    }

    @Test
    void twoThreadsWorkAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        AtomicIntegerArray met = new AtomicIntegerArray(2);
        try (StageThreads work = new StageThreads(2, 2)) {
            work.forEachStage(
                    s -> {
                        both.countDown();
                        met.set(s, await(both) ? 1 : 0);
                    });
        }
        assertThat(met.toString()).isEqualTo("[1, 1]");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theCallerWaitsForTheOtherThread() {
        Thread caller = Thread.currentThread();
        CountDownLatch both = new CountDownLatch(2);
        AtomicBoolean returned = new AtomicBoolean();
        AtomicBoolean waited = new AtomicBoolean();
        try (StageThreads work = new StageThreads(2, 2)) {
            work.forEachStage(
                    s -> {
                        both.countDown();
                        await(both);
                        while (Thread.currentThread() != caller
                                && !returned.get()
                                && !waited.get()) {
                            waited.set(caller.getState() == Thread.State.WAITING);
                        }
                    });
            returned.set(true);
        }
        assertThat(waited).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 2", "2, 0", "2, 2", "3, 1"})
    void whatAStageThrowsIsThrownAfterTheOthersAndOnlyOnce(int threads, int failing) {
        AtomicIntegerArray times = new AtomicIntegerArray(3);
        try (StageThreads work = new StageThreads(threads, 3)) {
            assertThatThrownBy(
                            () ->
                                    work.forEachStage(
                                            s -> {
                                                times.incrementAndGet(s);
                                                if (s == failing) {
                                                    throw new IllegalStateException("stage " + s);
                                                }
                                            }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("stage " + failing);
            work.forEachStage(times::incrementAndGet);
        }
        assertThat(times.toString()).isEqualTo("[2, 2, 2]");
    }

    @Test
    void anInterruptedCallerStillWaitsAndStaysInterrupted() {
        AtomicIntegerArray times = new AtomicIntegerArray(2);
        try (StageThreads work = new StageThreads(2, 2)) {
            Thread.currentThread().interrupt();
            work.forEachStage(times::incrementAndGet);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(times.toString()).isEqualTo("[1, 1]");
    }

    @Test
    void nothingRunsOnAfterClose() {
        StageThreads work = new StageThreads(4, 4);
        work.forEachStage(s -> {});
        work.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(
                        t -> t.getName().startsWith(Thread.currentThread().getName() + " stages"));
    }
}
