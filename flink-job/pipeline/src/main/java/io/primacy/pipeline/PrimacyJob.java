package io.primacy.pipeline;

import io.primacy.pipeline.learning.LearnerOperator;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.snapshot.SnapshotPartSerializer;
import io.primacy.pipeline.source.ParseFunction;
import io.primacy.pipeline.source.RawEventSerializer;
import io.primacy.pipeline.source.SkippedTime;
import io.primacy.pipeline.source.SourceStart;
import io.primacy.pipeline.state.ReturnedModels;
import io.primacy.pipeline.type.ExampleSerializer;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * The main job: events are read and parsed, and each model key's models learn from theirs.
 *
 * <pre>
 *   events → parse ─┬→ by model key → learner ─┬→ snapshots (two-phase)
 *                   └→ dead letters            └→ metrics
 * </pre>
 */
public final class PrimacyJob {
    private PrimacyJob() {}

    /**
     * Adds the job to {@code env}, which should have been made with {@link FlinkSettings}.
     *
     * @param env takes the operators, at its parallelism
     * @param config the learner; its snapshot directory must be an absolute URI
     * @param endpoints where the job reads and writes
     */
    public static void assemble(
            StreamExecutionEnvironment env, LearnerConfig config, Endpoints endpoints) {
        assemble(env, config, endpoints, SourceStart.FIRST, List.of(), ReturnedModels.NONE);
    }

    /**
     * Adds the job after a rollback.
     *
     * @param source name under which the offsets are kept, {@link SourceStart#uid}
     * @param skippedTimes whose events are left out
     * @param returnedModels out of an older savepoint than the others
     */
    public static void assemble(
            StreamExecutionEnvironment env,
            LearnerConfig config,
            Endpoints endpoints,
            String source,
            List<SkippedTime> skippedTimes,
            ReturnedModels returnedModels) {
        SingleOutputStreamOperator<Example> examples =
                env.fromSource(
                                endpoints.events(),
                                WatermarkStrategy.noWatermarks(),
                                "Events",
                                RawEventSerializer.TYPE)
                        .uid(source)
                        .process(new ParseFunction(config, skippedTimes), ExampleSerializer.TYPE)
                        .name("Parse")
                        .uid(Uids.PARSE);
        examples.getSideOutput(ParseFunction.DEAD_LETTERS)
                .sinkTo(endpoints.deadLetters())
                .name("Dead letters")
                .uid(Uids.DEAD_LETTERS);
        SingleOutputStreamOperator<SnapshotPart> parts =
                examples.keyBy(Example::modelKey, Types.STRING)
                        .transform(
                                "Learner",
                                SnapshotPartSerializer.TYPE,
                                new LearnerOperator(config, returnedModels))
                        .uid(Uids.LEARNER);
        parts.sinkTo(endpoints.snapshots()).name("Snapshots").uid(Uids.SNAPSHOTS);
        parts.getSideOutput(LearnerOperator.METRICS)
                .sinkTo(endpoints.metrics())
                .name("Metrics")
                .uid(Uids.METRICS);
    }

    /**
     * Entry point for {@code flink run}: {@code --config FILE --bootstrap-servers HOST:PORT
     * [--group-id ID] [--parallelism N] [--source NAME] [--start-offsets PARTITION=OFFSET,…]
     * [--skip FROM..TO]… [--models-from SAVEPOINT --returned-model KEY…] [--kafka-property
     * KEY=VALUE]…}. Flink's page of the job shows them, and a rollback submits the job with them
     * again.
     */
    public static void main(String[] args) throws Exception {
        JobArguments arguments = JobArguments.parse(args);
        LearnerConfig config = ConfigReader.read(Path.of(arguments.config()));
        JobOptions options = arguments.options(config);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        FlinkSettings.of(config, options));
        env.getConfig().setGlobalJobParameters(ParameterTool.fromMap(arguments.told(config)));
        assemble(
                env,
                config,
                Endpoints.of(config, options),
                options.start().uid(),
                options.skippedTimes(),
                options.returnedModels());
        env.execute();
    }
}
