package io.primacy.schema.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a model must be like to be published. Weights that are not finite never are. A bound that is
 * infinite is off.
 *
 * @param minEvents events learned before the first version, ≥ 0
 * @param window newest events on which losses are judged, to a sixteenth of the metrics' window, ≥
 *     1
 * @param constraint how far above its tolerance a constrained task's violation may be, ≥ 0
 * @param logLoss how much worse than at the last published version a task's loss may be, relative
 *     to it, ≥ 0
 * @param calibration how much further from 1 than at the last published version a task's
 *     calibration may be, ≥ 0
 * @param weightNorm by which factor the network's norm may differ from the last published one's, >
 *     1
 * @param alarmAfter refusals in a row after which there is an alarm, ≥ 1
 * @param models model keys with bounds of their own
 */
public record GateConfig(
        long minEvents,
        long window,
        double constraint,
        double logLoss,
        double calibration,
        double weightNorm,
        int alarmAfter,
        Map<String, GateConfig> models) {

    /** Only what is not finite is refused. */
    public static final GateConfig OPEN =
            new GateConfig(
                    0,
                    10_000,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    3,
                    Map.of());

    public GateConfig {
        models = Map.copyOf(models);
    }

    /** The gate of a model. */
    public GateConfig of(String model) {
        return models.getOrDefault(model, this);
    }

    static GateConfig read(Section s) {
        GateConfig general = read(s, OPEN);
        Section models = s.section("models");
        Map<String, GateConfig> own = new TreeMap<>();
        for (String key : models.keys()) {
            Section model = models.section(key);
            own.put(key, read(model, general));
            model.refuseUnknownKeys();
        }
        models.refuseUnknownKeys();
        s.refuseUnknownKeys();
        return new GateConfig(
                general.minEvents,
                general.window,
                general.constraint,
                general.logLoss,
                general.calibration,
                general.weightNorm,
                general.alarmAfter,
                own);
    }

    private static GateConfig read(Section s, GateConfig defaults) {
        String margin = "0 or higher";
        return new GateConfig(
                s.whole("min-events", defaults.minEvents, 0, Long.MAX_VALUE),
                s.whole("window", defaults.window, 1, Long.MAX_VALUE),
                s.number("constraint", defaults.constraint, margin, x -> x >= 0),
                s.number("log-loss", defaults.logLoss, margin, x -> x >= 0),
                s.number("calibration", defaults.calibration, margin, x -> x >= 0),
                s.number("weight-norm", defaults.weightNorm, "greater than 1", x -> x > 1),
                s.integer("alarm-after", defaults.alarmAfter, 1, Integer.MAX_VALUE),
                Map.of());
    }
}
