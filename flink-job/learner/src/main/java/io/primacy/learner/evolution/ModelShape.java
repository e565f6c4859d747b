package io.primacy.learner.evolution;

import io.primacy.learner.StateException;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.TaskConfig;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a config decides how a model's state is laid out. As text, which every value of state
 * carries, for example
 *
 * <pre>
 *   features user:16 price:0; tasks like@1 click@2; model MMOE 4+0[64, 32][16] wide;
 *   optimizer ADAGRAD, rows FTRL; reference SHADOW
 * </pre>
 *
 * with names as in URLs and without the line break. A numeric feature has dimension 0. The numbers
 * before the layers are shared experts and experts of each task.
 *
 * @param features in input order
 * @param tasks in config order
 * @param model the network
 * @param optimizer rule of the dense weights
 * @param rowOptimizer rule of embedding rows
 * @param reference where the constraints' references come from
 */
public record ModelShape(
        List<Feature> features,
        List<Task> tasks,
        ModelConfig model,
        OptimizerConfig.Type optimizer,
        OptimizerConfig.Type rowOptimizer,
        Reference reference) {
    private static final Pattern TEXT =
            Pattern.compile(
                    "features( .*)?; tasks( .*)?; model (\\w+) (\\d+)\\+(\\d+)\\[(.*)]\\[(.*)]( wide)?;"
                            + " optimizer (\\w+)(?:, rows (\\w+))?; reference (\\w+)");

    /**
     * An input.
     *
     * @param name its name
     * @param dimension length of its embedding; 0: numeric
     */
    public record Feature(String name, int dimension) {}

    /**
     * A label.
     *
     * @param name its name
     * @param priority its priority
     */
    public record Task(String name, int priority) {}

    public ModelShape {
        features = List.copyOf(features);
        tasks = List.copyOf(tasks);
    }

    /** The shape of a config. */
    public static ModelShape of(LearnerConfig config) {
        return new ModelShape(
                config.features().stream().map(f -> new Feature(f.name(), f.dimension())).toList(),
                config.tasks().stream().map(t -> new Task(t.name(), t.priority())).toList(),
                config.model(),
                config.optimizer().type(),
                config.optimizer().forRows().type(),
                config.constraint().reference());
    }

    /**
     * The shape that {@link #text} wrote; also what was written before names were escaped.
     *
     * @throws StateException if it is no such text
     */
    public static ModelShape parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new StateException(
                    "State was written for \""
                            + text
                            + "\", which this release cannot read; restore it with the release that wrote it.");
        }
        List<Feature> features = new ArrayList<>();
        for (String feature : words(matcher.group(1))) {
            int colon = feature.lastIndexOf(':');
            features.add(
                    new Feature(
                            decode(feature.substring(0, colon)),
                            Integer.parseInt(feature.substring(colon + 1))));
        }
        List<Task> tasks = new ArrayList<>();
        for (String task : words(matcher.group(2))) {
            int at = task.lastIndexOf('@');
            tasks.add(
                    new Task(
                            decode(task.substring(0, at)),
                            Integer.parseInt(task.substring(at + 1))));
        }
        OptimizerConfig.Type optimizer = OptimizerConfig.Type.valueOf(matcher.group(9));
        return new ModelShape(
                features,
                tasks,
                new ModelConfig(
                        ModelConfig.Architecture.valueOf(matcher.group(3)),
                        Integer.parseInt(matcher.group(4)),
                        widths(matcher.group(6)),
                        widths(matcher.group(7)),
                        Integer.parseInt(matcher.group(5)),
                        matcher.group(8) != null),
                optimizer,
                matcher.group(10) == null
                        ? optimizer
                        : OptimizerConfig.Type.valueOf(matcher.group(10)),
                Reference.valueOf(matcher.group(11)));
    }

    /** The shape as text. */
    public String text() {
        StringBuilder text = new StringBuilder("features");
        for (Feature feature : features) {
            text.append(' ').append(encode(feature.name())).append(':').append(feature.dimension());
        }
        text.append("; tasks");
        for (Task task : tasks) {
            text.append(' ').append(encode(task.name())).append('@').append(task.priority());
        }
        return text.append("; model ")
                .append(network())
                .append(model.wide() ? " wide" : "")
                .append("; optimizer ")
                .append(rules())
                .append("; reference ")
                .append(reference)
                .toString();
    }

    String network() {
        return model.architecture()
                + " "
                + model.experts()
                + "+"
                + model.taskExperts()
                + model.expertLayers()
                + model.towerLayers();
    }

    String rules() {
        return optimizer + (rowOptimizer == optimizer ? "" : ", rows " + rowOptimizer);
    }

    /** Zero-based level of the i-th task; 0 is the highest. */
    public int level(int task) {
        return (int)
                tasks.stream()
                        .mapToInt(Task::priority)
                        .distinct()
                        .filter(priority -> priority < tasks.get(task).priority())
                        .count();
    }

    int levels() {
        return (int) tasks.stream().mapToInt(Task::priority).distinct().count();
    }

    /** Learners that run side by side. */
    public int stages() {
        return reference == Reference.SHADOW ? levels() : 1;
    }

    /** Zero-based level that a stage optimises. */
    public int stageLevel(int stage) {
        return reference == Reference.SHADOW ? stage : levels() - 1;
    }

    int linearWeights() {
        return model.wide() ? tasks.size() : 0;
    }

    /** Names of the features that have an embedding, or of those that have none, in order. */
    List<String> features(boolean numeric) {
        return features.stream()
                .filter(f -> numeric == (f.dimension() == 0))
                .map(Feature::name)
                .toList();
    }

    /** A config of this shape; what does not matter to it is taken from {@code like}. */
    LearnerConfig config(LearnerConfig like) {
        return new LearnerConfig(
                like.name(),
                like.events(),
                features.stream().map(ModelShape::feature).toList(),
                tasks.stream()
                        .map(
                                t ->
                                        new TaskConfig(
                                                t.name(),
                                                "/",
                                                TaskConfig.Loss.LOGISTIC,
                                                t.priority(),
                                                1))
                        .toList(),
                model,
                like.optimizer(),
                like.batch(),
                like.constraint(),
                like.rows(),
                like.metrics(),
                like.snapshot(),
                like.seed());
    }

    private static FeatureConfig feature(Feature feature) {
        FeatureConfig.Type type =
                feature.dimension() == 0
                        ? FeatureConfig.Type.NUMERIC
                        : FeatureConfig.Type.CATEGORICAL;
        return new FeatureConfig(
                feature.name(),
                "/",
                type,
                feature.dimension(),
                null,
                FeatureConfig.Transform.NONE,
                0,
                1);
    }

    private static String[] words(String text) {
        return Objects.requireNonNullElse(text, "").strip().isEmpty()
                ? new String[0]
                : text.strip().split(" ");
    }

    private static List<Integer> widths(String text) {
        return Arrays.stream(text.split(", "))
                .filter(width -> !width.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String decode(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }
}
