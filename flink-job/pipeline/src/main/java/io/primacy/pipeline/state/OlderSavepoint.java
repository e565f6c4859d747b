package io.primacy.pipeline.state;

import io.primacy.learner.ModelParts;
import io.primacy.learner.SavedState;
import io.primacy.learner.StateException;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.SerializerFactory;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.StateAssignmentOperation;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.DefaultKeyedStateStore;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A savepoint beside the one that a job was restored from, out of which single models are put in
 * the place of the job's own. Of the savepoint only the key groups of those models are read, into a
 * RocksDB of their own for as long as it takes; it may have been of any parallelism.
 */
public final class OlderSavepoint {
    private static final Logger LOG = LoggerFactory.getLogger(OlderSavepoint.class);
    private static final int ROWS_PER_WRITE = 1024;

    private final String savepoint;
    private final OperatorID operator;
    private final Environment environment;
    private final double memoryFraction;

    /**
     * @param savepoint its directory, a URI
     * @param operator the learner, which has the same id in every savepoint
     * @param environment of the learner's task
     * @param memoryFraction the learner's part of the slot's managed memory, which is shared
     */
    public OlderSavepoint(
            String savepoint, OperatorID operator, Environment environment, double memoryFraction) {
        this.savepoint = savepoint;
        this.operator = operator;
        this.environment = environment;
        this.memoryFraction = memoryFraction;
    }

    /**
     * Puts the savepoint's models in the place of those that {@code backend} has, once in the life
     * of a job: a model that this job has learned already, as a checkpoint of it shows, stays.
     *
     * @param keys of models; those of other subtasks are passed over
     * @param job id of this job, which whoever loads a model that was put in place writes into it
     * @return the keys of the models that were put in place
     * @throws StateException if the savepoint lacks one of them
     */
    public List<String> replace(
            List<String> keys,
            String job,
            CheckpointableKeyedStateBackend<String> backend,
            KeyedStateStore store)
            throws Exception {
        KeyedState own = new KeyedState(backend, store);
        String before = own.key();
        int groups = environment.getTaskInfo().getMaxNumberOfParallelSubtasks();
        List<String> replaced = new ArrayList<>();
        for (String key : keys) {
            int group = KeyGroupRangeAssignment.assignToKeyGroup(key, groups);
            if (backend.getKeyGroupRange().contains(group) && !isOf(job, key, own)) {
                replace(key, own, store);
                replaced.add(key);
                LOG.info("Model {}: returned as it is in {}", key, savepoint);
            }
        }
        if (before != null) {
            own.select(before);
        }
        return replaced;
    }

    private static boolean isOf(String job, String key, KeyedState own) throws IOException {
        own.select(key);
        byte[] control = own.multipliers.value();
        return control != null
                && new SavedState(new ModelParts(null, control, null, null, null))
                        .job()
                        .equals(job);
    }

    private void replace(String key, KeyedState own, KeyedStateStore store) throws Exception {
        OperatorState saved = learner();
        int group = KeyGroupRangeAssignment.assignToKeyGroup(key, saved.getMaxParallelism());
        try (CloseableRegistry streams = new CloseableRegistry();
                CheckpointableKeyedStateBackend<String> backend =
                        restored(saved, KeyGroupRange.of(group, group), streams)) {
            copy(key, new KeyedState(backend, storeOf(backend)), own);
            backend.dispose();
        }
    }

    /** What the savepoint has of the learner. */
    private OperatorState learner() throws IOException {
        StreamStateHandle metadata =
                AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(savepoint)
                        .getMetadataHandle();
        try (DataInputStream in = new DataInputStream(metadata.openInputStream())) {
            return Checkpoints.loadCheckpointMetadata(
                            in, environment.getUserCodeClassLoader().asClassLoader(), savepoint)
                    .getOperatorStates()
                    .stream()
                    .filter(state -> state.getOperatorID().equals(operator))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new StateException(
                                            "Savepoint "
                                                    + savepoint
                                                    + " has no learner; it is not of this job."));
        }
    }

    private CheckpointableKeyedStateBackend<String> restored(
            OperatorState saved, KeyGroupRange groups, CloseableRegistry streams)
            throws IOException {
        return new EmbeddedRocksDBStateBackend()
                .configure(
                        environment.getTaskManagerInfo().getConfiguration(),
                        environment.getUserCodeClassLoader().asClassLoader())
                .createKeyedStateBackend(
                        new KeyedStateBackendParametersImpl<>(
                                environment,
                                environment.getJobID(),
                                "returned-models",
                                StringSerializer.INSTANCE,
                                saved.getMaxParallelism(),
                                groups,
                                environment.getTaskKvStateRegistry(),
                                TtlTimeProvider.DEFAULT,
                                environment.getMetricGroup(),
                                (name, value) -> {},
                                StateAssignmentOperation.getManagedKeyedStateHandles(saved, groups),
                                streams,
                                memoryFraction));
    }

    /** Every state of this job has its serializer with it. */
    private KeyedStateStore storeOf(CheckpointableKeyedStateBackend<String> backend) {
        return new DefaultKeyedStateStore(
                backend,
                new SerializerFactory() {
                    @Override
                    public <T> TypeSerializer<T> createSerializer(TypeInformation<T> type) {
                        return type.createSerializer(
                                environment.getExecutionConfig().getSerializerConfig());
                    }
                });
    }

    private void copy(String key, KeyedState from, KeyedState to) throws Exception {
        from.select(key);
        to.select(key);
        if (from.dense.value() == null) {
            throw new StateException(
                    "Savepoint " + savepoint + " has no model '" + key + "' that could return.");
        }
        to.dense.update(from.dense.value());
        to.multipliers.update(from.multipliers.value());
        KeyedState.put(to.pending, from.pending.value());
        KeyedState.put(to.metrics, from.metrics.value());
        KeyedState.put(to.admission, from.admission.value());
        KeyedState.put(to.unpublished, from.unpublished.value());
        to.changed.clear();
        for (byte[] ids : from.changed(key)) {
            to.addChanged(key, ids);
        }
        to.rows.clear();
        Map<Long, byte[]> rows = new HashMap<>();
        for (var each = from.allRows(key); each.hasNext(); ) {
            Map.Entry<Long, byte[]> row = each.next();
            rows.put(row.getKey(), row.getValue());
            if (rows.size() == ROWS_PER_WRITE || !each.hasNext()) {
                to.putRows(key, rows);
                rows.clear();
            }
        }
        to.pages.clear();
        for (Map.Entry<Long, byte[]> page : from.allPages(key)) {
            to.putPage(key, page.getKey(), page.getValue());
        }
    }
}
