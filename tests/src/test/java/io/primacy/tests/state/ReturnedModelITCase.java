package io.primacy.tests.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.pipeline.state.ReturnedModels;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.SavedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model comes back as it was in an older savepoint; the others learn on. */
class ReturnedModelITCase {
    private static final int MODELS = 5;
    private static final int BEFORE = 1_003;
    private static final int SINCE = 1_209;
    private static final int AFTER = 807;

    /** They take longer than a batch may wait. */
    private static final int OTHERS = 20_000;

    private static final String RETURNED = "scene-2";

    @TempDir Path directory;

    @Test
    void theNamedOneIsTheOldSavepointsAndTheOthersWereNeverDisturbed() throws Exception {
        StateJob job = job("returned", n -> SmallTraffic.event(n, MODELS));
        Path old = job.run(null, 2, BEFORE);
        Path now = job.run(old, 2, SINCE);
        ReturnedModels back = new ReturnedModels(old.toUri().toString(), List.of(RETURNED));
        Map<String, SavedModel> then = byKey(job.models(old));
        Map<String, SavedModel> before = byKey(job.models(now));

        Path without = job.run(now, 3, 0, back);
        Map<String, SavedModel> at = byKey(job.models(without));
        Map<String, SavedModel> later = byKey(job.models(job.run(without, 1, AFTER)));

        assertThat(before.get(RETURNED).digest()).isNotEqualTo(then.get(RETURNED).digest());
        assertThat(then.get(RETURNED).pending()).isPositive();
        assertThat(at.keySet()).isEqualTo(before.keySet());
        at.forEach(
                (key, model) ->
                        assertEqual(model, key.equals(RETURNED) ? then.get(key) : before.get(key)));
        Map<String, SavedModel> undisturbed = undisturbed();
        later.forEach((key, model) -> assertEqual(model, undisturbed.get(key)));
    }

    /** The returned model has never seen its events between the two savepoints. */
    private Map<String, SavedModel> undisturbed() throws Exception {
        StateJob all = job("all", n -> SmallTraffic.event(n, MODELS));
        Map<String, SavedModel> models =
                byKey(all.models(all.run(null, 1, BEFORE + SINCE + AFTER)));
        StateJob some = job("some", n -> SmallTraffic.event(n < BEFORE ? n : n + SINCE, MODELS));
        models.put(RETURNED, byKey(some.models(some.run(null, 1, BEFORE + AFTER))).get(RETURNED));
        return models;
    }

    @Test
    void aHalfFilledBatchThatReturnsIsLearnedOnceItsTimeIsUp() throws Exception {
        CountedEvents.Events events =
                n -> n < BEFORE + SINCE ? SmallTraffic.event(n, MODELS) : elsewhere(n);
        Path own = directory.resolve("waiting");
        StateJob patient = new StateJob(config(own, "off"), own, events);
        StateJob hasty = new StateJob(config(own, "10ms"), own, events);
        Path old = patient.run(null, 1, BEFORE);
        Path now = patient.run(old, 1, SINCE);
        SavedModel then = byKey(patient.models(old)).get(RETURNED);
        assertThat(then.pending()).isPositive();

        Path left =
                hasty.run(
                        now,
                        1,
                        OTHERS,
                        new ReturnedModels(old.toUri().toString(), List.of(RETURNED)));

        SavedModel model = byKey(hasty.models(left)).get(RETURNED);
        assertThat(model.pending()).isZero();
        assertThat(model.learned()).isEqualTo(then.learned() + then.pending());
    }

    private static String elsewhere(long n) {
        return SmallTraffic.event(n, MODELS).replace(RETURNED, "scene-1");
    }

    @Test
    void aModelThatTheSavepointLacksIsNamed() throws Exception {
        StateJob job = job("lacking", n -> SmallTraffic.event(n, MODELS));
        Path old = job.run(null, 1, 200);
        ReturnedModels back = new ReturnedModels(old.toUri().toString(), List.of("elsewhere"));

        assertThatThrownBy(() -> job.run(old, 1, 0, back))
                .rootCause()
                .hasMessageContaining("no model 'elsewhere'");
    }

    private static void assertEqual(SavedModel model, SavedModel expected) {
        assertThat(model)
                .usingRecursiveComparison()
                .ignoringFields("lastVersion", "unpublished", "bytes", "nextOffsets")
                .isEqualTo(expected);
    }

    private static Map<String, SavedModel> byKey(List<SavedModel> models) {
        Map<String, SavedModel> byKey = new TreeMap<>();
        models.forEach(model -> byKey.put(model.model(), model));
        return byKey;
    }

    private StateJob job(String name, CountedEvents.Events events) {
        Path own = directory.resolve(name);
        return new StateJob(config(own, "off"), own, events);
    }

    private static LearnerConfig config(Path own, String maxDelay) {
        return ConfigReader.parse(
                "returned",
                """
                        name: returned
                        events: {topic: events, time: /time, model-key: /scene}
                        features:
                          - {name: user, dimension: 4}
                          - {name: item, dimension: 8}
                          - {name: price, type: numeric}
                        tasks: [{name: like, priority: 1}, {name: click, priority: 2}]
                        model: {experts: 2, expert-layers: [8], tower-layers: [4]}
                        batch: {size: 16, max-delay: %s}
                        snapshot: {directory: "%s", checkpoint-interval: 1s}
                        """
                        .formatted(maxDelay, own.resolve("snapshots").toUri()));
    }
}
