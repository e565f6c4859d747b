package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import java.util.List;

/** What a metrics topic tells of its one model. */
final class CommittedReports {
    private CommittedReports() {}

    /**
     * Every report is of a later step than the one before, but for the last, which is sent when the
     * stream ends whether or not there is news.
     */
    static void assertEachOnce(String bootstrapServers, String topic) {
        List<Long> steps =
                CommittedRecords.of(bootstrapServers, topic).stream()
                        .map(record -> ReportJson.metrics(record.value()))
                        .map(MetricsReport::step)
                        .toList();
        assertThat(steps).as("steps reported in %s", topic).isNotEmpty().isSorted();
        assertThat(steps.subList(0, steps.size() - 1)).doesNotHaveDuplicates();
    }

    /** The most events that any report, committed or not, says were learned; 0 without one. */
    static long learned(String bootstrapServers, String topic) {
        return CommittedRecords.andOthers(bootstrapServers, topic).stream()
                .mapToLong(record -> ReportJson.metrics(record.value()).learned())
                .max()
                .orElse(0);
    }
}
