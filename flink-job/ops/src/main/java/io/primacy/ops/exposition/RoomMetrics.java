package io.primacy.ops.exposition;

import io.primacy.ops.room.Job;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.Source;
import io.primacy.ops.room.model.Mark;
import io.primacy.ops.room.model.ModelView;
import io.primacy.ops.room.model.Standing;
import io.primacy.ops.terminal.Shown;
import io.primacy.schema.event.XxHash64;
import io.primacy.schema.report.TaskReport;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The room in Prometheus's formats. A metrics backend pays for every series: only the first so many
 * models by name have series of their own, of the others the sums; those that do badly come first.
 */
public final class RoomMetrics {
    /** Models with series of their own. */
    public static final int MODELS = 50;

    /** Label of the sum over all other models. */
    public static final String OTHERS = "(others)";

    private static final double MILLIS = 1000;

    private final Room room;
    private final IntSupplier viewers;
    private final ExpositionFormats formats = ExpositionFormats.init();

    /**
     * @param viewers how many look at the dashboard now
     */
    public RoomMetrics(Room room, IntSupplier viewers) {
        this.room = room;
        this.viewers = viewers;
    }

    /** The media type of the answer to a scraper that accepts these. */
    public String contentType(String accept) {
        return writer(accept).getContentType();
    }

    /** Writes everything as it is now, in the format that the scraper accepts. */
    public void write(String accept, OutputStream out) throws IOException {
        writer(accept).write(out, collect());
    }

    private ExpositionFormatWriter writer(String accept) {
        return formats.findWriter(accept);
    }

    MetricSnapshots collect() {
        Samples samples = new Samples();
        for (Source source : room.sources()) {
            samples.add(Metric.SOURCE_UP, source.answers() ? 1 : 0, source.name());
        }
        room.deadLetters().forEach((r, n) -> samples.add(Metric.DEAD_LETTERS, n, r.name()));
        samples.add(Metric.MODELS_FORGOTTEN, room.forgotten());
        samples.add(Metric.VIEWERS, viewers.getAsInt());
        for (Job job : newestByName(room.jobs()).values()) {
            job(samples, job);
        }
        models(samples, room.models());
        return samples.snapshots();
    }

    /** Flink remembers jobs that have ended; one that was submitted again has the same name. */
    private static Map<String, Job> newestByName(List<Job> jobs) {
        return jobs.stream()
                .collect(
                        Collectors.toMap(
                                Job::name,
                                job -> job,
                                (a, b) -> a.startedAt() >= b.startedAt() ? a : b));
    }

    private void job(Samples samples, Job job) {
        String name = label(job.name());
        samples.add(Metric.JOB_UP, job.state().equals("RUNNING") ? 1 : 0, name);
        if (job.lag() >= 0) {
            samples.add(Metric.JOB_LAG, job.lag(), name);
        }
        if (job.restarts() >= 0) {
            samples.add(Metric.JOB_RESTARTS, job.restarts(), name);
        }
        samples.add(Metric.JOB_CHECKPOINTS_FAILED, job.failed(), name);
        if (job.checkpoint() != null) {
            double age = (room.now() - job.checkpoint().at()) / MILLIS;
            samples.add(Metric.JOB_CHECKPOINT_AGE, age, name);
            samples.add(Metric.JOB_CHECKPOINT_SECONDS, job.checkpoint().millis() / MILLIS, name);
        }
    }

    private void models(Samples samples, List<ModelView> models) {
        for (Standing standing : Standing.values()) {
            samples.add(
                    Metric.MODELS,
                    models.stream().filter(m -> m.verdict().standing() == standing).count(),
                    standing.name().toLowerCase(Locale.ROOT));
        }
        List<ModelView> ordered =
                models.stream()
                        .sorted(
                                Comparator.comparing((ModelView m) -> !isBad(m))
                                        .thenComparing(m -> m.id().learner())
                                        .thenComparing(m -> m.id().model()))
                        .toList();
        int own = Math.min(MODELS, ordered.size());
        ordered.subList(0, own).forEach(model -> model(samples, model));
        others(samples, ordered.subList(own, ordered.size()));
    }

    private static boolean isBad(ModelView model) {
        return model.verdict().standing().compareTo(Standing.STRAINED) <= 0;
    }

    private void model(Samples samples, ModelView view) {
        String learner = label(view.id().learner());
        String model = label(view.id().model());
        samples.add(Metric.MODEL_LEARNED, view.report().learned(), learner, model);
        samples.add(Metric.MODEL_SPEED, view.eventsPerSecond(), learner, model);
        samples.add(Metric.MODEL_SKIPPED, view.report().skippedBatches(), learner, model);
        samples.add(Metric.MODEL_ROWS, view.report().residentRows(), learner, model);
        samples.add(Metric.MODEL_EPOCH, view.report().epoch(), learner, model);
        samples.add(Metric.MODEL_REFUSED, view.report().refusals(), learner, model);
        samples.add(Metric.MODEL_GATE_ALARM, view.report().alarm() ? 1 : 0, learner, model);
        samples.add(Metric.MODEL_REPORT_AGE, age(view.at()), learner, model);
        room.marks(view.code()).stream()
                .filter(mark -> mark.kind() == Mark.Kind.SNAPSHOT)
                .mapToLong(Mark::at)
                .max()
                .ifPresent(at -> samples.add(Metric.MODEL_SNAPSHOT_AGE, age(at), learner, model));
        for (TaskReport task : view.report().tasks()) {
            task(samples, task, learner, model, label(task.name()));
        }
    }

    /** Names that differ may look alike where one was cut; then a digest tells which it is. */
    private static String label(String name) {
        String shown = Shown.name(name);
        if (name == null || shown.equals(name)) {
            return shown;
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return "%s %016x".formatted(shown, XxHash64.hash(utf8, 0, utf8.length, 0));
    }

    private double age(long at) {
        return Math.max(0, room.now() - at) / MILLIS;
    }

    private static void task(Samples samples, TaskReport task, String... labels) {
        samples.addIfAny(Metric.TASK_LOSS, task.logLoss(), labels);
        samples.addIfAny(Metric.TASK_REFERENCE, task.reference(), labels);
        samples.addIfAny(Metric.TASK_VIOLATION, task.violation(), labels);
        samples.addIfAny(Metric.TASK_TOLERANCE, task.tolerance(), labels);
        samples.addIfAny(Metric.TASK_MULTIPLIER, task.multiplier(), labels);
        samples.addIfAny(Metric.TASK_AUC, task.auc(), labels);
        samples.addIfAny(Metric.TASK_ENTROPY, task.normalizedEntropy(), labels);
        samples.addIfAny(Metric.TASK_CALIBRATION, task.calibration(), labels);
        if (task.atMaximum() != null) {
            samples.add(Metric.TASK_AT_MAXIMUM, task.atMaximum() ? 1 : 0, labels);
        }
    }

    private static void others(Samples samples, List<ModelView> others) {
        if (others.isEmpty()) {
            return;
        }
        samples.add(
                Metric.MODEL_LEARNED,
                others.stream().mapToDouble(m -> m.report().learned()).sum(),
                OTHERS,
                OTHERS);
        samples.add(
                Metric.MODEL_SPEED,
                others.stream().mapToDouble(ModelView::eventsPerSecond).sum(),
                OTHERS,
                OTHERS);
        samples.add(
                Metric.MODEL_SKIPPED,
                others.stream().mapToDouble(m -> m.report().skippedBatches()).sum(),
                OTHERS,
                OTHERS);
    }
}
