package io.primacy.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.serving.feature.Features;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While versions come and go, every answer is whole and of the version that it names. */
class SwapTest {
    private static final int VERSIONS = 200;
    private static final int READERS = 2;
    private static final Features KNOWN = Features.of(Map.of("user", "known"));

    @TempDir private Path root;

    @Test
    @Timeout(120)
    void twoHundredVersionsAreServedWithoutAnErrorOrATornAnswer() throws Exception {
        TestingPublisher publisher = new TestingPublisher(root);
        publisher.publish(1);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (Scorer scorer =
                Scorer.open(
                        root.toUri(),
                        TestingPublisher.MODEL,
                        "latest",
                        ScorerOptions.DEFAULTS.every(Duration.ofMillis(10)))) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader(scorer, done)));
            }
            for (int n = 2; n <= VERSIONS; n++) {
                publisher.publish(n);
                while (!scorer.version().equals(TestingPublisher.version(n).toString())) {
                    Thread.onSpinWait();
                }
            }
            done.set(true);

            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isGreaterThan(VERSIONS / 2);
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    /** Scores in a loop; returns how many versions answered. */
    private static Callable<Integer> reader(Scorer scorer, AtomicBoolean done) {
        return () -> {
            List<Features> request = Collections.nCopies(40, KNOWN);
            int versions = 0;
            String last = "";
            while (!done.get()) {
                Scores scores = scorer.score(request);
                int n = Integer.parseInt(scores.version().substring(2));
                assertThat(scores.values()).containsOnly((float) n * n);
                assertThat(scores.version()).isGreaterThanOrEqualTo(last);
                versions += scores.version().equals(last) ? 0 : 1;
                last = scores.version();
            }
            return versions;
        };
    }
}
