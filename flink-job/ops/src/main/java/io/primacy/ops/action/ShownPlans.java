package io.primacy.ops.action;

import io.primacy.ops.rollback.plan.RollbackPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The plans that were shown, so that what was shown is what is done. Thread-safe. */
final class ShownPlans {
    private static final Duration HOLDS = Duration.ofMinutes(10);
    private static final int KEPT = 20;

    private final Clock clock;
    private final Map<String, RollbackPlan> plans = new LinkedHashMap<>();

    ShownPlans(Clock clock) {
        this.clock = clock;
    }

    /** Keeps a plan, and returns the key to get it by. */
    synchronized String shown(RollbackPlan plan) {
        List<String> oldest = new ArrayList<>(plans.keySet());
        oldest.subList(0, Math.max(0, oldest.size() - KEPT + 1)).forEach(plans::remove);
        String key = UUID.randomUUID().toString();
        plans.put(key, plan);
        return key;
    }

    /**
     * The plan of a key.
     *
     * @throws RefusedException if there is none, or it is too old
     */
    synchronized RollbackPlan get(String key) {
        RollbackPlan plan = plans.get(key);
        if (plan == null || Instant.parse(plan.time()).plus(HOLDS).isBefore(clock.instant())) {
            throw new RefusedException(
                    "There is no such plan, or it is older than %d minutes; look at a new one first."
                            .formatted(HOLDS.toMinutes()));
        }
        return plan;
    }
}
