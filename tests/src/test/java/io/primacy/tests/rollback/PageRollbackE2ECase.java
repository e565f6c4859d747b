package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.savepoint.StateProcessorContents;
import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.action.WorkingLearner;
import io.primacy.ops.dashboard.Dashboard;
import io.primacy.ops.dashboard.DashboardOptions;
import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.rollback.site.JournalFiles;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SnapshotPlace;
import io.primacy.ops.watch.Topics;
import io.primacy.ops.web.WebOptions;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.tests.dashboard.Browser;
import io.primacy.tests.process.JobJar;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rollback by somebody who only has the page, on a real cluster. */
@Tag("long")
@Tag("cluster")
class PageRollbackE2ECase {
    private static final long SEED = 20_261_125;
    private static final String TOKEN = "a-token-of-this-test";
    private static final Path SHOTS = Path.of("target", "dashboard");
    private static final int GOOD = 10_000;
    private static final int POISON = 5_000;
    private static final int AFTER = 3_000;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Test
    void itsPlanIsShownItIsRefusedWithoutTheTokenAndDoneWithIt() throws Exception {
        System.out.println("seed " + SEED);
        try (Browser browser = Browser.open();
                RollbackBench bench = RollbackBench.start("page", 1)) {
            DrilledLearner learner = bench.learner("paged");
            try (TimedFeed feed = learner.feed(SEED);
                    Dashboard dashboard = dashboard(bench, learner)) {
                learner.submit();
                feed.send(Stretch.good(GOOD));
                learner.awaitServed(GOOD);
                browser.show(1440, 900, "light");
                browser.open(dashboard.address());
                savepoint(browser, learner);

                feed.send(Stretch.poisoned(POISON));
                feed.send(Stretch.good(AFTER));
                learner.awaitServed(GOOD + POISON + AFTER);
                String poisoned = learner.job().orElseThrow().id();
                plan(browser);
                rollBack(browser, learner, poisoned);

                learner.awaitServed(GOOD + POISON + AFTER);
                DrilledLearner.Left left = learner.drain();
                assertThat(left.skipped()).isEqualTo(POISON);
                assertThat(left.next()).isEqualTo(GOOD + POISON + AFTER);
                browser.assertQuiet();
            }
        }
    }

    private static Dashboard dashboard(RollbackBench bench, DrilledLearner learner)
            throws Exception {
        LearnerConfig config = learner.config();
        EventsConfig events = config.events();
        SavepointDesk desk =
                SavepointDesk.of(
                        new WorkingLearner(
                                config,
                                new SavepointCatalogue(learner.savepoints()),
                                new StateProcessorContents(),
                                bench.client(),
                                bench.servers(),
                                Map.of(),
                                JobJar.path()),
                        Clock.systemUTC());
        return Dashboard.start(
                new DashboardOptions(
                        Map.of("bootstrap.servers", bench.servers()),
                        new Topics(
                                events.metricsTopic(),
                                events.snapshotsTopic(),
                                events.deadLetterTopic()),
                        new FlinkAddress(URI.create(bench.flink().rest().address()), null, null),
                        SnapshotPlace.of(config),
                        desk,
                        new WebOptions(WebOptions.LOOPBACK, 0, List.of(), TOKEN)),
                Clock.systemUTC());
    }

    private static void savepoint(Browser browser, DrilledLearner learner) throws Exception {
        browser.await("the desk", "return !document.getElementById('back-open').hidden");
        browser.element("#back-open").click();
        browser.element("#back-note").sendKeys("before the poison");
        browser.element("#back-take").click();
        awaitRefusal(browser);
        assertThat(new SavepointCatalogue(learner.savepoints()).list()).isEmpty();

        browser.element("#back-token").sendKeys(TOKEN);
        browser.element("#back-take").click();
        awaitOutcome(browser, "The savepoint:");
        assertThat(browser.text("#back-steps")).contains("is in the catalogue");
        assertThat(new SavepointCatalogue(learner.savepoints()).list())
                .singleElement()
                .satisfies(s -> assertThat(s.note()).isEqualTo("before the poison"))
                .satisfies(s -> assertThat(s.contents()).isNotNull());
    }

    private static void plan(Browser browser) throws Exception {
        browser.await(
                "the savepoint in the list",
                "return document.getElementById('back-to').textContent.includes('before the poison')");
        browser.run(
                "const s = document.getElementById('back-offsets'); s.value = '';"
                        + "s.dispatchEvent(new Event('input'))");
        browser.element("#back-words")
                .sendKeys(
                        "skip " + TimedFeed.millis(GOOD) + ".." + TimedFeed.millis(GOOD + POISON));
        browser.element("#back-plan").click();
        browser.await("the plan", "return !document.getElementById('back-lines').hidden");
        assertThat(browser.text("#back-lines"))
                .contains("latest goes from", "is stopped with a savepoint", "learned twice")
                .containsPattern("5,000");
        assertThat(browser.text("#back-answer")).isEqualTo("Nothing was touched yet.");
        for (int width : new int[] {1440, 390}) {
            browser.show(width, 900, width == 390 ? "dark" : "light");
            browser.screenshot(SHOTS.resolve("rollback-plan-%d.png".formatted(width)));
        }
        browser.show(1440, 900, "light");
        assertThat(browser.accessibilityDefects()).isEmpty();
    }

    private static void rollBack(Browser browser, DrilledLearner learner, String poisoned)
            throws Exception {
        browser.element("#back-token").clear();
        browser.element("#back-do").click();
        awaitRefusal(browser);
        assertThat(learner.job().orElseThrow().id()).isEqualTo(poisoned);
        assertThat(JournalFiles.statesOf(new SavepointCatalogue(learner.savepoints()))).isEmpty();

        browser.element("#back-token").sendKeys(TOKEN);
        browser.element("#back-do").click();
        awaitOutcome(browser, "Rollback r");
        assertThat(browser.text("#back-steps"))
                .contains("AliasMoved", "Stopped", "Restored", "Verified");
        assertThat(learner.job().orElseThrow().id()).isNotEqualTo(poisoned);
        assertThat(learner.snapshots().latest(DrilledLearner.MODEL).orElseThrow().epoch())
                .isEqualTo(2);
        browser.screenshot(SHOTS.resolve("rollback-done.png"));
        browser.element("#back-close").click();
        browser.await(
                "the rollback on the time line",
                "return document.getElementById('events').textContent.includes('epoch 2')");
    }

    /** The browser itself logs what was refused; nothing else. */
    private static void awaitRefusal(Browser browser) {
        browser.await(
                "the refusal", "return document.getElementById('back-answer').className === 'bad'");
        assertThat(browser.text("#back-answer")).contains("token");
        browser.takeLog("401");
    }

    private static void awaitOutcome(Browser browser, String errand) {
        browser.await(
                "the end of " + errand,
                "const steps = document.getElementById('back-steps');"
                        + "return steps.textContent.startsWith('%s')".formatted(errand)
                        + " && ['DONE', 'FAILED'].includes(steps.dataset.outcome)",
                LONGEST);
        assertThat(browser.run("return document.getElementById('back-steps').dataset.outcome"))
                .as(browser.text("#back-steps"))
                .isEqualTo("DONE");
    }
}
