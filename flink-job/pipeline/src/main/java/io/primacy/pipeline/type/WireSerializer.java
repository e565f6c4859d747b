package io.primacy.pipeline.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of a type whose instances are never changed once they are handed on, so that copying
 * is free. A record on the wire:
 *
 * <pre>
 *   int32   length of the rest, bytes (big-endian)
 *   byte    layout version
 *   bytes   what the subclass writes (see {@link WireBuffer})
 * </pre>
 *
 * <p>Each record crosses Flink's memory segments in one bulk copy. None of these types is kept in
 * state: the learner's state has layouts of its own.
 *
 * @param <T> the type; treated as immutable
 */
public abstract class WireSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final int version;
    private transient WireBuffer buffer;

    /**
     * @param version layout version, written with every record; 0 to 127
     */
    protected WireSerializer(int version) {
        this.version = version;
    }

    /** Writes all fields. */
    protected abstract void write(T value, WireBuffer out);

    /** Reads what {@link #write} wrote. */
    protected abstract T read(WireBuffer in);

    /** A serializer with scratch memory of its own. */
    @Override
    public abstract WireSerializer<T> duplicate();

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        WireBuffer out = buffer();
        out.startWriting();
        out.putByte(version);
        write(value, out);
        target.writeInt(out.written());
        target.write(out.array(), 0, out.written());
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        WireBuffer in = buffer();
        int length = source.readInt();
        source.readFully(in.startReading(length), 0, length);
        int found = in.takeByte();
        if (found != version) {
            throw new IOException(
                    getClass().getSimpleName()
                            + " found layout version "
                            + found
                            + " and reads "
                            + version
                            + "; run one release of the job on all task managers.");
        }
        return read(in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(source, length);
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final T createInstance() {
        throw new UnsupportedOperationException(
                getClass().getSimpleName() + " makes records from the wire only.");
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && getClass() == other.getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    private WireBuffer buffer() {
        if (buffer == null) {
            buffer = new WireBuffer();
        }
        return buffer;
    }
}
