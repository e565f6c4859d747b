package io.primacy.schema.snapshot;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * The safetensors format: int64 n, little-endian; n bytes of JSON {@code {name: {dtype, shape,
 * data_offsets}}}, padded with spaces to a multiple of 8; the tensors' bytes, little-endian, one
 * after the other. Only what snapshots use: F32 and I64.
 */
public final class Safetensors {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final long LARGEST_HEADER = 16 << 20;
    private static final int CHUNK = 1 << 20;

    private Safetensors() {}

    /** Element types. */
    public enum Type {
        F32(4),
        I64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of one element. */
        public int bytes() {
            return bytes;
        }
    }

    /**
     * What a file says of one tensor.
     *
     * @param name its name
     * @param type element type
     * @param shape sizes, outermost first
     * @param begin first byte, counted from the end of the header
     * @param end one past the last byte
     */
    public record Entry(String name, Type type, long[] shape, long begin, long end) {

        /** Number of elements. */
        public long elements() {
            return (end - begin) / type.bytes();
        }
    }

    /** A tensor to be written: its entry without a place. */
    public static Entry entry(String name, Type type, long... shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return new Entry(name, type, shape, 0, elements * type.bytes());
    }

    /** The header, length included, of a file that holds the given tensors in this order. */
    public static byte[] header(List<Entry> tensors) {
        var root = JSON.createObjectNode();
        long at = 0;
        for (Entry tensor : tensors) {
            long bytes = tensor.end() - tensor.begin();
            var entry = root.putObject(tensor.name());
            entry.put("dtype", tensor.type().name());
            var shape = entry.putArray("shape");
            for (long size : tensor.shape()) {
                shape.add(size);
            }
            entry.putArray("data_offsets").add(at).add(at + bytes);
            at += bytes;
        }
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        int length = (json.length + 7) / 8 * 8;
        ByteBuffer header = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.array();
    }

    /**
     * The tensors of a file, which is checked whole before anything is read or allocated for them.
     *
     * @throws SnapshotException if the file is not what the format says
     */
    public static List<Entry> entries(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return entries(file, channel);
        }
    }

    /** Where in a file the tensors' bytes begin. The file must have been checked. */
    public static long dataBegin(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return 8 + read(channel, 0, 8).getLong();
        }
    }

    private static List<Entry> entries(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        require(size >= 8, file, "must have at least 8 bytes, found " + size);
        long length = read(channel, 0, 8).getLong();
        require(
                length >= 2 && length <= LARGEST_HEADER && length <= size - 8,
                file,
                "must have a header of 2 to "
                        + Math.min(LARGEST_HEADER, size - 8)
                        + " bytes, found "
                        + length);
        byte[] json = new byte[(int) length];
        read(channel, 8, (int) length).get(json);
        JsonNode root = header(file, json);
        require(root != null && root.isObject(), file, "must have a JSON object for a header");
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(file, field.getKey(), field.getValue()));
            }
        }
        checkPlaces(file, entries, size - 8 - length);
        return entries;
    }

    private static JsonNode header(Path file, byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new SnapshotException(file + ": the header is not JSON: " + e.getMessage(), e);
        }
    }

    private static Entry entry(Path file, String name, JsonNode node) {
        String tensor = "tensor '" + name + "'";
        String dtype = node.path("dtype").asText();
        require(
                dtype.equals("F32") || dtype.equals("I64"),
                file,
                tensor + " must be F32 or I64, found '" + dtype + "'");
        Type type = Type.valueOf(dtype);
        JsonNode offsets = node.path("data_offsets");
        JsonNode sizes = node.path("shape");
        require(
                offsets.size() == 2 && isWhole(offsets.get(0)) && isWhole(offsets.get(1)),
                file,
                tensor + " must have two data_offsets");
        require(
                sizes.isArray() && sizes.size() <= 8,
                file,
                tensor + " must have a shape of at most 8 sizes");
        long[] shape = new long[sizes.size()];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = isWhole(sizes.get(i)) ? sizes.get(i).asLong() : -1;
            require(shape[i] >= 0, file, tensor + " must have sizes of 0 or more");
            elements =
                    Math.multiplyHigh(elements, shape[i]) == 0 && elements * shape[i] >= 0
                            ? elements * shape[i]
                            : Long.MAX_VALUE;
        }
        long begin = offsets.get(0).asLong();
        long end = offsets.get(1).asLong();
        require(
                begin >= 0
                        && end >= begin
                        && elements <= Long.MAX_VALUE / 8
                        && end - begin == elements * type.bytes(),
                file,
                tensor + " must have as many bytes as its shape says");
        return new Entry(name, type, shape, begin, end);
    }

    private static boolean isWhole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static void checkPlaces(Path file, List<Entry> entries, long dataBytes) {
        long at = 0;
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        for (Entry entry : sorted) {
            require(
                    entry.begin() == at,
                    file,
                    "tensor '" + entry.name() + "' must begin where the one before ends");
            at = entry.end();
        }
        require(at == dataBytes, file, "must hold " + at + " bytes of tensors, found " + dataBytes);
    }

    /** Reads an F32 tensor of at most 2³¹ − 9 elements. */
    public static float[] floats(Path file, Entry entry) throws IOException {
        require(entry.type() == Type.F32, file, "tensor '" + entry.name() + "' must be F32");
        float[] values = new float[length(file, entry)];
        readInto(
                file,
                entry,
                (chunk, at) -> chunk.asFloatBuffer().get(values, at, chunk.remaining() / 4));
        return values;
    }

    /** Reads an I64 tensor of at most 2³¹ − 9 elements. */
    public static long[] longs(Path file, Entry entry) throws IOException {
        require(entry.type() == Type.I64, file, "tensor '" + entry.name() + "' must be I64");
        long[] values = new long[length(file, entry)];
        readInto(
                file,
                entry,
                (chunk, at) -> chunk.asLongBuffer().get(values, at, chunk.remaining() / 8));
        return values;
    }

    private static int length(Path file, Entry entry) {
        require(
                entry.elements() <= Integer.MAX_VALUE - 8,
                file,
                "tensor '" + entry.name() + "' must have fewer than 2^31 - 8 elements");
        return (int) entry.elements();
    }

    /** Passes on a tensor in chunks, each with the index of its first element. */
    private static void readInto(Path file, Entry entry, ObjIntConsumer<ByteBuffer> chunks)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long begin = 8 + read(channel, 0, 8).getLong() + entry.begin();
            long bytes = entry.end() - entry.begin();
            for (long at = 0; at < bytes; at += CHUNK) {
                int n = (int) Math.min(CHUNK, bytes - at);
                chunks.accept(read(channel, begin + at, n), (int) (at / entry.type().bytes()));
            }
        }
    }

    private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long position = at;
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, position);
            if (n < 0) {
                throw new IOException("ends at byte " + position + ", before its tensors do");
            }
            position += n;
        }
        return buffer.flip();
    }

    private static void require(boolean met, Path file, String rule) {
        if (!met) {
            throw new SnapshotException(file + ": " + rule + ".");
        }
    }
}
