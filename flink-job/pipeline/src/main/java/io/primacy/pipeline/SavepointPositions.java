package io.primacy.pipeline;

import io.primacy.pipeline.state.SkipCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * How far a savepoint's job had come in its events.
 *
 * @param offsets by partition, the offset that a restored job reads next
 * @param skipped events left out so far
 */
public record SavepointPositions(Map<Integer, Long> offsets, long skipped) {
    /** Flink's name of what a source's readers keep. */
    private static final String READERS = "SourceReaderState";

    public SavepointPositions {
        offsets = Map.copyOf(offsets);
    }

    /**
     * Reads them by a small Flink job in this process.
     *
     * @param savepoint its directory, as a URI
     * @param source name under which the job kept its offsets
     * @param scratch directory for what is unpacked; the caller deletes it
     * @throws IOException if there is no savepoint of this job, or it cannot be read
     */
    public static SavepointPositions read(String savepoint, String source, Path scratch)
            throws IOException {
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, SavepointModels.settings(scratch))) {
            SavepointReader reader =
                    SavepointReader.read(env, savepoint, new EmbeddedRocksDBStateBackend(true));
            return new SavepointPositions(offsets(reader, source), skipped(reader));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The savepoint '" + savepoint + "' cannot be read.", e);
        }
    }

    private static Map<Integer, Long> offsets(SavepointReader reader, String source)
            throws Exception {
        Map<Integer, Long> offsets = new TreeMap<>();
        KafkaPartitionSplitSerializer splits = new KafkaPartitionSplitSerializer();
        TypeInformation<byte[]> bytes = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        try (CloseableIterator<byte[]> found =
                reader.readListState(OperatorIdentifier.forUid(source), READERS, bytes)
                        .executeAndCollect("Offsets of a savepoint")) {
            while (found.hasNext()) {
                KafkaPartitionSplit split =
                        SimpleVersionedSerialization.readVersionAndDeSerialize(
                                splits, found.next());
                offsets.put(split.getPartition(), split.getStartingOffset());
            }
        }
        return offsets;
    }

    /** None in savepoints of a time when nothing could be left out. */
    private static long skipped(SavepointReader reader) throws Exception {
        long skipped = 0;
        try (CloseableIterator<Long> found =
                reader.readListState(
                                OperatorIdentifier.forUid(Uids.PARSE), SkipCount.NAME, Types.LONG)
                        .executeAndCollect("Skipped events of a savepoint")) {
            while (found.hasNext()) {
                skipped += found.next();
            }
        } catch (IllegalArgumentException e) {
            // The operator kept no state then.
            return 0;
        }
        return skipped;
    }
}
