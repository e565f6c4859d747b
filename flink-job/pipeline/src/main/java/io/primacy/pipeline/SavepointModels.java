package io.primacy.pipeline;

import io.primacy.pipeline.state.ModelReader;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.SavedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** The models in a savepoint, or in a checkpoint that was kept. */
public final class SavepointModels {
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(128);
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

    private SavepointModels() {}

    /**
     * Reads a savepoint by a small Flink job in this process. State is unpacked to local disk, not
     * to the heap.
     *
     * @param savepoint its directory, as a URI
     * @param scratch directory for what is unpacked; the caller deletes it
     * @return its models, by key
     * @throws IOException if there is no savepoint of this job, or it cannot be read
     */
    public static List<SavedModel> read(String savepoint, Path scratch) throws IOException {
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings(scratch))) {
            return read(env, savepoint);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The savepoint '" + savepoint + "' cannot be read.", e);
        }
    }

    private static List<SavedModel> read(StreamExecutionEnvironment env, String savepoint)
            throws Exception {
        List<SavedModel> models = new ArrayList<>();
        try (CloseableIterator<String> found =
                SavepointReader.read(env, savepoint, new EmbeddedRocksDBStateBackend(true))
                        .readKeyedState(
                                OperatorIdentifier.forUid(Uids.LEARNER),
                                new ModelReader(),
                                Types.STRING,
                                Types.STRING)
                        .executeAndCollect("Inspect savepoint")) {
            while (found.hasNext()) {
                models.add(ReportJson.savedModel(found.next().getBytes(StandardCharsets.UTF_8)));
            }
        }
        models.sort(Comparator.comparing(SavedModel::model));
        return models;
    }

    static Configuration settings(Path scratch) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.TMP_DIRS, scratch.toString());
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        return settings;
    }
}
