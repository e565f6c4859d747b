package io.primacy.pipeline.source;

import io.primacy.pipeline.type.WireBuffer;
import io.primacy.pipeline.type.WireSerializer;
import io.primacy.pipeline.type.WireType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Raw events between source and parser, where the two are not chained. Layout version 1,
 * little-endian: value (bytes, may be null), topic (string), partition (int32), offset (int64),
 * timestamp (int64).
 */
public final class RawEventSerializer extends WireSerializer<RawEvent> {
    private static final long serialVersionUID = 1L;

    /** Flink's type of a raw event. */
    public static final TypeInformation<RawEvent> TYPE =
            new WireType<>(RawEvent.class, new RawEventSerializer());

    public RawEventSerializer() {
        super(1);
    }

    @Override
    protected void write(RawEvent value, WireBuffer out) {
        out.putBytes(value.value());
        out.putString(value.topic());
        out.putInt(value.partition());
        out.putLong(value.offset());
        out.putLong(value.timestampMillis());
    }

    @Override
    protected RawEvent read(WireBuffer in) {
        return new RawEvent(
                in.takeBytes(), in.takeString(), in.takeInt(), in.takeLong(), in.takeLong());
    }

    @Override
    public RawEventSerializer duplicate() {
        return new RawEventSerializer();
    }

    @Override
    public TypeSerializerSnapshot<RawEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink keeps of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawEvent> {
        public Snapshot() {
            super(RawEventSerializer::new);
        }
    }
}
