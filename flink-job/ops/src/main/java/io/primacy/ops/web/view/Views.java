package io.primacy.ops.web.view;

import io.primacy.ops.room.Job;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.Source;
import io.primacy.ops.room.model.ModelView;
import io.primacy.ops.terminal.Shown;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Answers questions out of the room. */
public final class Views {
    private static final Comparator<ModelView> BY_NAME =
            Comparator.comparing((ModelView m) -> m.id().learner())
                    .thenComparing(m -> m.id().model());

    private final Room room;

    public Views(Room room) {
        this.room = room;
    }

    /** The room as the question wants to see it. */
    public RoomView answer(Question question) {
        List<ModelView> models = room.models();
        List<ModelView> matching =
                models.stream()
                        .filter(m -> matches(m, question.search()))
                        .sorted(order(question.order()))
                        .toList();
        int from = Math.min(question.from(), matching.size());
        List<ModelView> page =
                matching.subList(from, Math.min(matching.size(), from + Question.ROWS));
        List<Job> jobs = room.jobs().stream().map(Views::shown).toList();
        return new RoomView(
                room.now(),
                room.sources().stream().map(Views::shown).toList(),
                jobs,
                totals(models),
                new RoomView.Listing(matching.size(), from, page.stream().map(Views::row).toList()),
                card(question, matching, jobs),
                new TreeMap<>(room.deadLetters()),
                room.deadLettersLastMinute());
    }

    private ModelCard card(Question question, List<ModelView> matching, List<Job> jobs) {
        return room.model(question.model())
                .or(() -> matching.stream().findFirst())
                .map(model -> ModelCard.of(model, jobs))
                .orElse(null);
    }

    private static boolean matches(ModelView model, String search) {
        return search.isEmpty()
                || model.id().model().toLowerCase(Locale.ROOT).contains(search)
                || model.id().learner().toLowerCase(Locale.ROOT).contains(search)
                || model.code().startsWith(search);
    }

    private static Comparator<ModelView> order(Question.Order order) {
        return switch (order) {
            case NAME -> BY_NAME;
            case SPEED ->
                    Comparator.comparingDouble(ModelView::eventsPerSecond)
                            .reversed()
                            .thenComparing(BY_NAME);
            case RECENT ->
                    Comparator.comparingLong(ModelView::at).reversed().thenComparing(BY_NAME);
            case WORST ->
                    Comparator.comparing((ModelView m) -> m.verdict().standing())
                            .thenComparing(m -> worst(m.verdict().violation()))
                            .thenComparing(BY_NAME);
        };
    }

    private static double worst(double violation) {
        return Double.isNaN(violation) ? Double.POSITIVE_INFINITY : -violation;
    }

    private static RoomView.Row row(ModelView model) {
        double violation = model.verdict().violation();
        return new RoomView.Row(
                model.code(),
                Shown.name(model.id().learner()),
                Shown.name(model.id().model()),
                model.verdict().standing().name(),
                Double.isNaN(violation) ? null : violation,
                model.eventsPerSecond(),
                model.at());
    }

    private RoomView.Totals totals(List<ModelView> models) {
        Map<String, Integer> standings = new TreeMap<>();
        double speed = 0;
        long learned = 0;
        for (ModelView model : models) {
            standings.merge(model.verdict().standing().name(), 1, Integer::sum);
            speed += model.eventsPerSecond();
            learned += model.report().learned();
        }
        return new RoomView.Totals(models.size(), standings, speed, learned, room.forgotten());
    }

    private static Source shown(Source source) {
        return new Source(
                source.name(), source.answers(), source.since(), Shown.text(source.detail(), 300));
    }

    private static Job shown(Job job) {
        return new Job(
                job.id(),
                Shown.name(job.name()),
                job.state(),
                job.startedAt(),
                job.lag(),
                job.restarts(),
                job.completed(),
                job.failed(),
                job.checkpoint());
    }
}
