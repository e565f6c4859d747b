package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.schema.savepoint.SavepointEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each way to set the offsets: what is learned, skipped and replayed adds up to what there was. */
@Tag("cluster")
@Tag("long")
class OffsetsAccountE2ECase {
    private static final int BEFORE = 1_000;
    private static final int SINCE = 600;
    private static final int AFTER = 500;
    private static final long SEED = 99;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RollbackBench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = RollbackBench.start("offsets", 1);
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
    }

    @Test
    void restoredReplaysAllSinceTheSavepoint() throws Exception {
        account("restored", "restored", SINCE, 0, 0);
    }

    @Test
    void latestSkipsAllSinceTheSavepoint() throws Exception {
        account("latest", "latest", 0, SINCE, 0);
    }

    @Test
    void aTimeAfterTheSavepointSkipsWhatIsBetween() throws Exception {
        account("later", Long.toString(TimedFeed.millis(BEFORE + 200)), SINCE - 200, 200, 0);
    }

    @Test
    void aTimeBeforeTheSavepointIsLearnedTwiceFromThereOn() throws Exception {
        account("earlier", Long.toString(TimedFeed.millis(BEFORE - 300)), SINCE, 0, 300);
    }

    @Test
    void aSkippedTimeIsLeftOut() throws Exception {
        String skip =
                "skip " + TimedFeed.millis(BEFORE + 100) + ".." + TimedFeed.millis(BEFORE + 350);
        account("skip", skip, SINCE - 250, 250, 0);
    }

    private static void account(
            String name, String offsets, long replayed, long skipped, long twice) throws Exception {
        DrilledLearner learner = bench.learner("offsets-" + name);
        try (TimedFeed feed = learner.feed(SEED)) {
            learner.submit();
            feed.send(Stretch.good(BEFORE));
            learner.awaitServed(feed.next());
            SavepointEntry savepoint = learner.createSavepoint(name);
            assertThat(savepoint.contents().offsets())
                    .containsExactly(new SavepointEntry.Offset(0, BEFORE));
            feed.send(Stretch.good(SINCE));
            learner.awaitServed(feed.next());

            String out =
                    learner.rollback(
                                    "--to", savepoint.id(), "--offsets", offsets, "--yes", "--json")
                            .expect(0)
                            .out();

            JsonNode planned = JSON.readTree(out).path("accounts").path(0);
            assertThat(planned.path("savepoint").asLong()).isEqualTo(BEFORE);
            assertThat(planned.path("end").asLong()).isEqualTo(BEFORE + SINCE);
            feed.send(Stretch.good(AFTER));
            learner.awaitServed(feed.next());
            DrilledLearner.Left left = learner.drain();
            assertThat(left.next()).isEqualTo(feed.next());
            assertThat(left.learned())
                    .as("events learned by the restored models and before")
                    .isEqualTo(BEFORE + replayed + twice + AFTER);
            assertThat(left.learned() + skipped - twice)
                    .as("learned + skipped = produced")
                    .isEqualTo(feed.next());
        }
    }
}
