package io.primacy.ops.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file of events: CSV (RFC 4180, header row), TSV (header row, no quoting) or JSON lines; UTF-8;
 * plain or gzipped, which its first bytes tell. The format follows from the name ({@code .csv},
 * {@code .tsv}, {@code .jsonl}, {@code .ndjson}, {@code .json}, each with or without {@code .gz}),
 * else from the first line. JSON lines pass through byte for byte; of a table each row becomes an
 * object of strings.
 */
public final class EventFile implements EventSource, Closeable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final LineReader lines;
    private final EventSource rows;
    private final List<String> columns;

    private EventFile(LineReader lines, EventSource rows) {
        this.lines = lines;
        this.rows = rows;
        columns = rows instanceof DelimitedRows table ? table.header() : List.of();
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws EventFileException if it is missing, empty, or its header is unusable
     */
    public static EventFile open(Path file) throws IOException {
        LineReader lines = LineReader.open(file);
        try {
            byte[] first = lines.next();
            if (first == null) {
                throw new EventFileException(file, "is empty; a file of events was expected.");
            }
            return new EventFile(lines, rows(lines, withoutMark(first)));
        } catch (IOException e) {
            lines.close();
            throw e;
        }
    }

    private static EventSource rows(LineReader lines, byte[] first) throws IOException {
        return switch (format(lines.file(), first)) {
            case CSV -> new DelimitedRows(lines, first, ',');
            case TSV -> new DelimitedRows(lines, first, '\t');
            case JSON_LINES -> jsonLines(lines, first);
        };
    }

    private static EventSource jsonLines(LineReader lines, byte[] first) {
        return new EventSource() {
            private byte[] next = first;

            @Override
            public byte[] next() throws IOException {
                byte[] line = next == null ? lines.next() : next;
                next = null;
                while (line != null && isBlank(line)) {
                    line = lines.next();
                }
                return line;
            }
        };
    }

    private static Format format(Path file, byte[] first) {
        String name =
                file.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        if (name.endsWith(".csv")) {
            return Format.CSV;
        }
        if (name.endsWith(".tsv")) {
            return Format.TSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return Format.JSON_LINES;
        }
        String line = new String(first, StandardCharsets.UTF_8);
        if (line.stripLeading().startsWith("{")) {
            return Format.JSON_LINES;
        }
        return line.indexOf('\t') >= 0 ? Format.TSV : Format.CSV;
    }

    private static byte[] withoutMark(byte[] line) {
        boolean marked =
                line.length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(
                                line,
                                0,
                                BYTE_ORDER_MARK.length,
                                BYTE_ORDER_MARK,
                                0,
                                BYTE_ORDER_MARK.length);
        return marked ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length) : line;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte[] next() throws IOException {
        return rows.next();
    }

    /** The header's columns; none for JSON lines. */
    public List<String> columns() {
        return columns;
    }

    /** Number of the line last read; the first is 1. */
    public long line() {
        return lines.lineNumber();
    }

    /** How much of the file has been read, 0 to 1. */
    public double fraction() {
        return lines.fraction();
    }

    /** The file. */
    public Path path() {
        return lines.file();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private enum Format {
        CSV,
        TSV,
        JSON_LINES
    }
}
