package io.primacy.pipeline.type;

import io.primacy.schema.event.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Dead letters between parser and sink. Layout version 1, little-endian:
 *
 * <pre>
 *   byte[]  raw value, may be null
 *   string  name of the reason
 *   string  detail
 *   string  topic
 *   int32   partition
 *   int64   offset
 *   int64   Kafka timestamp, ms
 * </pre>
 */
public final class DeadLetterSerializer extends WireSerializer<DeadLetter> {
    private static final long serialVersionUID = 1L;

    /** Flink's type of a dead letter. */
    public static final TypeInformation<DeadLetter> TYPE =
            new WireType<>(DeadLetter.class, new DeadLetterSerializer());

    public DeadLetterSerializer() {
        super(1);
    }

    @Override
    protected void write(DeadLetter value, WireBuffer out) {
        out.putBytes(value.value());
        out.putString(value.reason().name());
        out.putString(value.detail());
        out.putString(value.topic());
        out.putInt(value.partition());
        out.putLong(value.offset());
        out.putLong(value.timestampMillis());
    }

    @Override
    protected DeadLetter read(WireBuffer in) {
        return new DeadLetter(
                in.takeBytes(),
                DeadLetter.Reason.valueOf(in.takeString()),
                in.takeString(),
                in.takeString(),
                in.takeInt(),
                in.takeLong(),
                in.takeLong());
    }

    @Override
    public DeadLetterSerializer duplicate() {
        return new DeadLetterSerializer();
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink keeps of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
        public Snapshot() {
            super(DeadLetterSerializer::new);
        }
    }
}
