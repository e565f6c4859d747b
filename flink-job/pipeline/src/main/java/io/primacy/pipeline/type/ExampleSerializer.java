package io.primacy.pipeline.type;

import io.primacy.schema.event.Example;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Examples between parser and learner. Layout version 1, little-endian:
 *
 * <pre>
 *   string   model key
 *   int64    event time, ms
 *   int32    partition
 *   int64    offset
 *   float32  weight
 *   int64[]  ids
 *   int32[]  ends
 *   float32[] numerics
 *   float32[] labels
 * </pre>
 */
public final class ExampleSerializer extends WireSerializer<Example> {
    private static final long serialVersionUID = 1L;

    /** Flink's type of an example. */
    public static final TypeInformation<Example> TYPE =
            new WireType<>(Example.class, new ExampleSerializer());

    public ExampleSerializer() {
        super(1);
    }

    @Override
    protected void write(Example value, WireBuffer out) {
        out.putString(value.modelKey());
        out.putLong(value.timeMillis());
        out.putInt(value.partition());
        out.putLong(value.offset());
        out.putFloat(value.weight());
        out.putLongs(value.ids());
        out.putInts(value.ends());
        out.putFloats(value.numerics());
        out.putFloats(value.labels());
    }

    @Override
    protected Example read(WireBuffer in) {
        return new Example(
                in.takeString(),
                in.takeLong(),
                in.takeInt(),
                in.takeLong(),
                in.takeFloat(),
                in.takeLongs(),
                in.takeInts(),
                in.takeFloats(),
                in.takeFloats());
    }

    @Override
    public ExampleSerializer duplicate() {
        return new ExampleSerializer();
    }

    @Override
    public TypeSerializerSnapshot<Example> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What Flink keeps of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Example> {
        public Snapshot() {
            super(ExampleSerializer::new);
        }
    }
}
