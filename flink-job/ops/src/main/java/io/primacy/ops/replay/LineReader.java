package io.primacy.ops.replay;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Lines of a file that may be gzipped, as bytes; knows where it is, for errors. */
final class LineReader implements Closeable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;

    private final Path file;
    private final SeekableByteChannel channel;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private int position;
    private int limit;
    private long lineNumber;

    private LineReader(Path file, SeekableByteChannel channel, InputStream in) {
        this.file = file;
        this.channel = channel;
        this.in = in;
    }

    static LineReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new EventFileException(
                    file, Files.exists(file) ? "is not a file." : "does not exist.");
        }
        if (!Files.isReadable(file)) {
            throw new EventFileException(file, "may not be read; check its permissions.");
        }
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            InputStream raw = Channels.newInputStream(channel);
            InputStream in = isGzip(file) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
            return new LineReader(file, channel, in);
        } catch (IOException e) {
            channel.close();
            throw new EventFileException(file, "is a broken gzip file; get it again.", e);
        }
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == GZIP_MAGIC_0 && in.read() == GZIP_MAGIC_1;
        }
    }

    /** The next line without its line feed; {@code null} at the end. */
    byte[] next() throws IOException {
        line.reset();
        while (true) {
            if (position == limit && !fill()) {
                return line.size() == 0 ? null : finish();
            }
            int start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, start, position - start);
            if (line.size() > MAX_LINE_BYTES) {
                throw new EventFileException(
                        file,
                        lineNumber + 1,
                        "it is longer than " + MAX_LINE_BYTES + " bytes; is this a file of lines?");
            }
            if (position < limit) {
                position++;
                return finish();
            }
        }
    }

    private byte[] finish() {
        lineNumber++;
        return line.toByteArray();
    }

    private boolean fill() throws IOException {
        try {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            return limit > 0;
        } catch (EOFException | ZipException e) {
            throw new EventFileException(
                    file,
                    "is a broken gzip file: it ends or breaks after line "
                            + lineNumber
                            + "; get it again.",
                    e);
        }
    }

    /** Text of a line, without a carriage return at its end. */
    String text(byte[] bytes) throws IOException {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EventFileException(file, lineNumber, "it is not UTF-8; convert the file.");
        }
    }

    /** How much of the file has been read, 0 to 1. */
    double fraction() {
        try {
            return channel.size() == 0
                    ? 1
                    : Math.min(1, (double) channel.position() / channel.size());
        } catch (IOException e) {
            return 0;
        }
    }

    Path file() {
        return file;
    }

    /** Number of the line last returned; the first is 1. */
    long lineNumber() {
        return lineNumber;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
