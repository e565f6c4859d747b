package io.primacy.pipeline.report;

import io.primacy.pipeline.type.WireBuffer;
import io.primacy.pipeline.type.WireSerializer;
import io.primacy.pipeline.type.WireType;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Metrics reports between learner and sink: layout version 1, the same JSON as on the topic. */
public final class MetricsReportSerializer extends WireSerializer<MetricsReport> {
    private static final long serialVersionUID = 1L;

    /** Flink's type of a metrics report. */
    public static final TypeInformation<MetricsReport> TYPE =
            new WireType<>(MetricsReport.class, new MetricsReportSerializer());

    public MetricsReportSerializer() {
        super(1);
    }

    @Override
    protected void write(MetricsReport value, WireBuffer out) {
        out.putBytes(ReportJson.write(value));
    }

    @Override
    protected MetricsReport read(WireBuffer in) {
        return ReportJson.metrics(in.takeBytes());
    }

    @Override
    public MetricsReportSerializer duplicate() {
        return new MetricsReportSerializer();
    }

    @Override
    public TypeSerializerSnapshot<MetricsReport> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink keeps of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MetricsReport> {
        public Snapshot() {
            super(MetricsReportSerializer::new);
        }
    }
}
