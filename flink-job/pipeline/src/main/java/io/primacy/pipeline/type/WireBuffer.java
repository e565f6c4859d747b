package io.primacy.pipeline.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record's bytes while they are written or read, little-endian. Arrays and strings begin with
 * their length (int32; −1 for {@code null}). Grows as it is written; reading past the record's end
 * is refused.
 */
public final class WireBuffer {
    private static final int FIRST_CAPACITY = 512;
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int position;
    private int limit;

    private byte[] lastText = {};
    private String lastString = "";

    void startWriting() {
        position = 0;
    }

    /** An array of at least {@code length} bytes to read the record into. */
    byte[] startReading(int length) {
        if (length > bytes.length) {
            bytes = new byte[length];
        }
        position = 0;
        limit = length;
        return bytes;
    }

    byte[] array() {
        return bytes;
    }

    int written() {
        return position;
    }

    public void putByte(int value) {
        reserve(1);
        bytes[position++] = (byte) value;
    }

    public void putInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, position, value);
        position += Integer.BYTES;
    }

    public void putLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, position, value);
        position += Long.BYTES;
    }

    public void putFloat(float value) {
        reserve(Float.BYTES);
        FLOAT.set(bytes, position, value);
        position += Float.BYTES;
    }

    public void putBytes(byte[] values) {
        putInt(values == null ? -1 : values.length);
        if (values != null) {
            reserve(values.length);
            System.arraycopy(values, 0, bytes, position, values.length);
            position += values.length;
        }
    }

    public void putString(String value) {
        putBytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public void putInts(int[] values) {
        putInt(values.length);
        reserve(Integer.BYTES * values.length);
        for (int value : values) {
            INT.set(bytes, position, value);
            position += Integer.BYTES;
        }
    }

    public void putLongs(long[] values) {
        putInt(values.length);
        reserve(Long.BYTES * values.length);
        for (long value : values) {
            LONG.set(bytes, position, value);
            position += Long.BYTES;
        }
    }

    public void putFloats(float[] values) {
        putInt(values.length);
        reserve(Float.BYTES * values.length);
        for (float value : values) {
            FLOAT.set(bytes, position, value);
            position += Float.BYTES;
        }
    }

    public int takeByte() {
        return bytes[advance(1)];
    }

    public int takeInt() {
        return (int) INT.get(bytes, advance(Integer.BYTES));
    }

    public long takeLong() {
        return (long) LONG.get(bytes, advance(Long.BYTES));
    }

    public float takeFloat() {
        return (float) FLOAT.get(bytes, advance(Float.BYTES));
    }

    public byte[] takeBytes() {
        int length = takeInt();
        if (length < 0) {
            return null;
        }
        int from = advance(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** The next string; one equal to the string before it comes back as the same object. */
    public String takeString() {
        int length = takeInt();
        if (length < 0) {
            return null;
        }
        int from = advance(length);
        if (!Arrays.equals(bytes, from, from + length, lastText, 0, lastText.length)) {
            lastText = Arrays.copyOfRange(bytes, from, from + length);
            lastString = new String(lastText, StandardCharsets.UTF_8);
        }
        return lastString;
    }

    public int[] takeInts() {
        int[] values = new int[length(Integer.BYTES)];
        int from = advance(Integer.BYTES * values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) INT.get(bytes, from + Integer.BYTES * i);
        }
        return values;
    }

    public long[] takeLongs() {
        long[] values = new long[length(Long.BYTES)];
        int from = advance(Long.BYTES * values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) LONG.get(bytes, from + Long.BYTES * i);
        }
        return values;
    }

    public float[] takeFloats() {
        float[] values = new float[length(Float.BYTES)];
        int from = advance(Float.BYTES * values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) FLOAT.get(bytes, from + Float.BYTES * i);
        }
        return values;
    }

    private int length(int elementBytes) {
        int length = takeInt();
        if (length < 0 || length > (limit - position) / elementBytes) {
            throw outOfBounds((long) length * elementBytes);
        }
        return length;
    }

    private int advance(int count) {
        if (count < 0 || count > limit - position) {
            throw outOfBounds(count);
        }
        int from = position;
        position += count;
        return from;
    }

    private IllegalStateException outOfBounds(long count) {
        return new IllegalStateException(
                "A record of "
                        + limit
                        + " bytes has no "
                        + count
                        + " more at byte "
                        + position
                        + "; sender and receiver run different releases, or the channel is damaged.");
    }

    private void reserve(int count) {
        long needed = (long) position + count;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, 2 * needed));
        }
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }
}
