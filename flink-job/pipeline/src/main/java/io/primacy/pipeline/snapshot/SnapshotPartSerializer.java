package io.primacy.pipeline.snapshot;

import io.primacy.learner.NamedTensor;
import io.primacy.pipeline.type.WireBuffer;
import io.primacy.pipeline.type.WireSerializer;
import io.primacy.pipeline.type.WireType;
import io.primacy.schema.report.ReportJson;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Snapshot parts between the learner and the sink, where the two are not chained. Layout version 3:
 * one byte for the kind (1 begin, 2 dense, 3 rows, 4 end, 5 abandoned, 6 refused), then its
 * components in order, the report as JSON.
 */
public final class SnapshotPartSerializer extends WireSerializer<SnapshotPart> {
    private static final long serialVersionUID = 1L;

    /** Flink's type of a snapshot part. */
    public static final TypeInformation<SnapshotPart> TYPE =
            new WireType<>(SnapshotPart.class, new SnapshotPartSerializer());

    private static final int BEGIN = 1;
    private static final int DENSE = 2;
    private static final int ROWS = 3;
    private static final int END = 4;
    private static final int ABANDONED = 5;
    private static final int REFUSED = 6;

    public SnapshotPartSerializer() {
        super(3);
    }

    @Override
    protected void write(SnapshotPart part, WireBuffer out) {
        if (part instanceof SnapshotPart.Begin begin) {
            out.putByte(BEGIN);
            out.putString(begin.model());
            out.putInt(begin.epoch());
            out.putLong(begin.sequence());
            out.putByte(begin.complete() ? 1 : 0);
            out.putByte(begin.distinct() ? 1 : 0);
            out.putString(begin.parent() == null ? "" : begin.parent());
            out.putLong(begin.checkpointId());
            out.putBytes(ReportJson.write(begin.report()));
            out.putLongs(begin.nextOffsets());
        } else if (part instanceof SnapshotPart.Dense dense) {
            out.putByte(DENSE);
            out.putString(dense.tensor().name());
            out.putInts(dense.tensor().shape());
            out.putFloats(dense.tensor().values());
        } else if (part instanceof SnapshotPart.Rows rows) {
            out.putByte(ROWS);
            out.putInt(rows.dimension());
            out.putLongs(rows.ids());
            out.putFloats(rows.vectors());
        } else if (part instanceof SnapshotPart.End end) {
            out.putByte(END);
            out.putString(end.model());
        } else if (part instanceof SnapshotPart.Abandoned abandoned) {
            out.putByte(ABANDONED);
            out.putString(abandoned.model());
        } else if (part instanceof SnapshotPart.Refused refused) {
            out.putByte(REFUSED);
            out.putString(refused.model());
            out.putString(refused.version());
            out.putLong(refused.checkpointId());
            out.putLong(refused.learned());
            out.putString(String.join("\n", refused.reasons()));
            out.putInt(refused.inARow());
            out.putByte(refused.alarm() ? 1 : 0);
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    protected SnapshotPart read(WireBuffer in) {
        int kind = in.takeByte();
        return switch (kind) {
            case BEGIN ->
                    new SnapshotPart.Begin(
                            in.takeString(),
                            in.takeInt(),
                            in.takeLong(),
                            in.takeByte() == 1,
                            in.takeByte() == 1,
                            orNull(in.takeString()),
                            in.takeLong(),
                            ReportJson.metrics(in.takeBytes()),
                            in.takeLongs());
            case DENSE ->
                    new SnapshotPart.Dense(
                            new NamedTensor(in.takeString(), in.takeInts(), in.takeFloats()));
            case ROWS -> new SnapshotPart.Rows(in.takeInt(), in.takeLongs(), in.takeFloats());
            case END -> new SnapshotPart.End(in.takeString());
            case ABANDONED -> new SnapshotPart.Abandoned(in.takeString());
            case REFUSED ->
                    new SnapshotPart.Refused(
                            in.takeString(),
                            in.takeString(),
                            in.takeLong(),
                            in.takeLong(),
                            in.takeString().lines().toList(),
                            in.takeInt(),
                            in.takeByte() == 1);
            default -> throw new IllegalStateException("Unknown kind of snapshot part: " + kind);
        };
    }

    @Override
    public SnapshotPartSerializer duplicate() {
        return new SnapshotPartSerializer();
    }

    @Override
    public TypeSerializerSnapshot<SnapshotPart> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink keeps of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SnapshotPart> {
        public Snapshot() {
            super(SnapshotPartSerializer::new);
        }
    }
}
