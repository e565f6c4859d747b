package io.primacy.ops.web.view;

import io.primacy.ops.room.Job;
import io.primacy.ops.room.Source;
import io.primacy.schema.event.DeadLetter;
import java.util.List;
import java.util.Map;

/**
 * Everything that a viewer sees at one moment, but the past.
 *
 * @param now the server's time, ms since 1970
 * @param sources what is heard from
 * @param jobs on Flink
 * @param totals over all models
 * @param list the models asked for
 * @param model the model that is looked at; {@code null}: there is none
 * @param deadLetters by reason
 * @param deadLettersLastMinute of them, those of the last minute
 */
public record RoomView(
        long now,
        List<Source> sources,
        List<Job> jobs,
        Totals totals,
        Listing list,
        ModelCard model,
        Map<DeadLetter.Reason, Long> deadLetters,
        long deadLettersLastMinute) {

    /**
     * Sums over all models.
     *
     * @param models how many there are
     * @param byStanding how many stand how
     * @param eventsPerSecond learned per second
     * @param learned events learned since they began
     * @param forgotten models that were too many to be remembered
     */
    public record Totals(
            int models,
            Map<String, Integer> byStanding,
            double eventsPerSecond,
            long learned,
            long forgotten) {}

    /**
     * A part of the list of models.
     *
     * @param matching how many the search finds
     * @param from how many come before the first row
     * @param rows at most {@link Question#ROWS}
     */
    public record Listing(int matching, int from, List<Row> rows) {}

    /**
     * A model in the list.
     *
     * @param code short name of its id
     * @param learner the config's name
     * @param name model key
     * @param standing how it stands
     * @param violation of the task that decides; {@code null}: none yet
     * @param eventsPerSecond learned per second lately
     * @param at when it last said something, ms since 1970
     */
    public record Row(
            String code,
            String learner,
            String name,
            String standing,
            Double violation,
            double eventsPerSecond,
            long at) {}
}
