package io.primacy.schema.savepoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.primacy.schema.report.TaskReport;
import java.util.List;

/**
 * A savepoint in the catalogue, format {@value #FORMAT_VERSION}.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param id name of its directory without {@code savepoint-}
 * @param location its directory, a URI
 * @param time when it was taken, ISO 8601, UTC
 * @param origin why it was taken
 * @param learner the config's name
 * @param jobId the job it was taken of
 * @param checkpointId its number among that job's checkpoints
 * @param arguments what that job was submitted with
 * @param configDigest digest of that job's config
 * @param snapshots where that job publishes, a URI; its models' versions are kept there for it;
 *     {@code null}: not known
 * @param note what the operator said about it; may be empty
 * @param files all of its files, by name; sizes and SHA-256
 * @param contents what was read out of it; {@code null} until that was done
 */
@JsonPropertyOrder({
    "formatVersion",
    "id",
    "time",
    "origin",
    "note",
    "learner",
    "jobId",
    "checkpointId",
    "location",
    "configDigest",
    "arguments",
    "snapshots",
    "contents",
    "files"
})
@JsonIgnoreProperties(ignoreUnknown = true)
public record SavepointEntry(
        int formatVersion,
        String id,
        String location,
        String time,
        Origin origin,
        String learner,
        String jobId,
        long checkpointId,
        List<String> arguments,
        String configDigest,
        String snapshots,
        String note,
        List<File> files,
        Contents contents) {
    /** The format that is written now. */
    public static final int FORMAT_VERSION = 1;

    public SavepointEntry {
        arguments = List.copyOf(arguments);
        files = List.copyOf(files);
    }

    /** Why a savepoint was taken. */
    public enum Origin {
        /** Somebody asked for it. */
        MANUAL,
        /** It was time for one; the keep rules may remove it. */
        AUTOMATIC
    }

    /** The same with what was read out of it. */
    public SavepointEntry with(Contents read) {
        return new SavepointEntry(
                formatVersion,
                id,
                location,
                time,
                origin,
                learner,
                jobId,
                checkpointId,
                arguments,
                configDigest,
                snapshots,
                note,
                files,
                read);
    }

    /** All of its bytes. */
    public long bytes() {
        return files.stream().mapToLong(File::size).sum();
    }

    /**
     * A file of the savepoint.
     *
     * @param name its name
     * @param size bytes
     * @param sha256 in hexadecimal digits
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record File(String name, long size, String sha256) {}

    /**
     * What is in the savepoint.
     *
     * @param epoch lineage epoch: the largest of its models'
     * @param offsets by partition, the offset that a job restored from it reads next
     * @param skipped events left out so far, see {@link JobParameters#SKIP}
     * @param eventTimeFromMillis the smallest of its models' latest event times
     * @param eventTimeToMillis the largest one
     * @param models its models, by key
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Contents(
            int epoch,
            List<Offset> offsets,
            long skipped,
            long eventTimeFromMillis,
            long eventTimeToMillis,
            List<Model> models) {

        public Contents {
            offsets = List.copyOf(offsets);
            models = List.copyOf(models);
        }
    }

    /**
     * How far a partition was read.
     *
     * @param partition of the events' topic
     * @param next first offset that was not read
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Offset(int partition, long next) {}

    /**
     * A model in the savepoint.
     *
     * @param key its key
     * @param layoutVersion layout of its state
     * @param step mini-batches learned
     * @param learned events learned
     * @param pending events waiting for their batch to fill
     * @param eventTimeMillis latest event time learned, ms since 1970
     * @param version last published version; {@code null}: none
     * @param digest of its weights, slots and rows: equal if and only if they are
     * @param tasks how its tasks did when that version was published; empty if there is none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Model(
            String key,
            int layoutVersion,
            long step,
            long learned,
            int pending,
            long eventTimeMillis,
            String version,
            String digest,
            List<TaskReport> tasks) {

        public Model {
            tasks = List.copyOf(tasks);
        }

        /** The same with how its tasks did. */
        public Model with(List<TaskReport> figures) {
            return new Model(
                    key,
                    layoutVersion,
                    step,
                    learned,
                    pending,
                    eventTimeMillis,
                    version,
                    digest,
                    figures);
        }
    }
}
