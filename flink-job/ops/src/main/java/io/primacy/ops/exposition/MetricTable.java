package io.primacy.ops.exposition;

import java.util.Locale;

/** The metrics as a page for people; {@code config/prometheus/metrics.md} is made of it. */
public final class MetricTable {
    private MetricTable() {}

    /** The page's table, a Markdown row per metric. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder(
                        "| metric | kind | labels | unit | meaning |\n|---|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            table.append("| `")
                    .append(metric.exposedName())
                    .append("` | ")
                    .append(metric.kind().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(metric.labels())
                    .append(" | ")
                    .append(metric.unit())
                    .append(" | ")
                    .append(metric.meaning())
                    .append(" |\n");
        }
        return table.toString();
    }
}
