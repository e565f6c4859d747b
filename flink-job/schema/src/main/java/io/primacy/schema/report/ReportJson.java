package io.primacy.schema.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reports as JSON: on the topics in one line, in files indented. Unknown fields are passed over;
 * figures that are not finite are {@code null}.
 */
public final class ReportJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(FiniteNumbers.module())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private ReportJson() {}

    /** A metrics report in one line. */
    public static byte[] write(MetricsReport report) {
        return bytes(report);
    }

    /** An announcement in one line. */
    public static byte[] write(SnapshotAnnouncement announcement) {
        return bytes(announcement);
    }

    /** A saved model in one line. */
    public static byte[] write(SavedModel model) {
        return bytes(model);
    }

    /** A summary, indented. */
    public static byte[] write(RunSummary summary) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(summary);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A summary cannot be written as JSON.", e);
        }
    }

    /** The metrics report that the bytes hold. */
    public static MetricsReport metrics(byte[] json) {
        return read(json, MetricsReport.class);
    }

    /** The announcement that the bytes hold. */
    public static SnapshotAnnouncement announcement(byte[] json) {
        return read(json, SnapshotAnnouncement.class);
    }

    /** The saved model that the bytes hold. */
    public static SavedModel savedModel(byte[] json) {
        return read(json, SavedModel.class);
    }

    /** The summary that the bytes hold. */
    public static RunSummary summary(byte[] json) {
        return read(json, RunSummary.class);
    }

    private static byte[] bytes(Object report) {
        try {
            return JSON.writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A report cannot be written as JSON.", e);
        }
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
