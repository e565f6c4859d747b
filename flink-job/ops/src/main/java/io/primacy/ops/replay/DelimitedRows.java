package io.primacy.ops.replay;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of a CSV file (RFC 4180) or a TSV file (no quoting) as JSON objects: each column becomes a
 * string field of the name in the header.
 */
final class DelimitedRows implements EventSource {
    private static final JsonFactory JSON = new JsonFactory();

    private final LineReader lines;
    private final char delimiter;
    private final boolean quoted;
    private final List<String> header;
    private final ByteArrayOutputStream event = new ByteArrayOutputStream(512);

    /**
     * @param first the header line, already read
     */
    DelimitedRows(LineReader lines, byte[] first, char delimiter) throws IOException {
        this.lines = lines;
        this.delimiter = delimiter;
        this.quoted = delimiter == ',';
        this.header = fields(lines.text(first));
        checkHeader();
    }

    List<String> header() {
        return List.copyOf(header);
    }

    private void checkHeader() throws EventFileException {
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (name.isBlank()) {
                throw new EventFileException(
                        lines.file(), 1, "a column of the header has no name; name every column.");
            }
            if (!seen.add(name)) {
                throw new EventFileException(
                        lines.file(),
                        1,
                        "the header has the column '" + name + "' twice; names must differ.");
            }
        }
    }

    @Override
    public byte[] next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            String text = lines.text(line);
            if (!text.isEmpty()) {
                return json(fields(text));
            }
        }
        return null;
    }

    private byte[] json(List<String> values) throws IOException {
        if (values.size() != header.size()) {
            throw new EventFileException(
                    lines.file(),
                    lines.lineNumber(),
                    String.format(
                            "it has %d values, the header has %d columns; "
                                    + "check the separators and quotes of this line.",
                            values.size(), header.size()));
        }
        event.reset();
        try (JsonGenerator generator = JSON.createGenerator(event, JsonEncoding.UTF8)) {
            generator.writeStartObject();
            for (int column = 0; column < values.size(); column++) {
                generator.writeStringField(header.get(column), values.get(column));
            }
            generator.writeEndObject();
        }
        return event.toByteArray();
    }

    private List<String> fields(String line) throws IOException {
        List<String> fields = new ArrayList<>(header == null ? 16 : header.size());
        String text = line;
        int position = 0;
        while (true) {
            if (quoted && position < text.length() && text.charAt(position) == '"') {
                StringBuilder field = new StringBuilder();
                long opened = lines.lineNumber();
                position++;
                while (!endsQuote(text, position)) {
                    if (position == text.length()) {
                        field.append('\n');
                        text = continuation(opened);
                        position = 0;
                        continue;
                    }
                    if (text.charAt(position) == '"') {
                        position++;
                    }
                    field.append(text.charAt(position++));
                }
                fields.add(field.toString());
                position++;
                requireDelimiter(text, position);
            } else {
                int end = text.indexOf(delimiter, position);
                end = end < 0 ? text.length() : end;
                fields.add(text.substring(position, end));
                position = end;
            }
            if (position >= text.length()) {
                return fields;
            }
            position++;
        }
    }

    /** Whether a single quote stands here; two are one quote of the value. */
    private static boolean endsQuote(String text, int position) {
        return position < text.length()
                && text.charAt(position) == '"'
                && (position + 1 == text.length() || text.charAt(position + 1) != '"');
    }

    private String continuation(long opened) throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            throw new EventFileException(
                    lines.file(), opened, "a quote is opened here and never closed.");
        }
        return lines.text(line);
    }

    private void requireDelimiter(String text, int position) throws EventFileException {
        if (position < text.length() && text.charAt(position) != delimiter) {
            throw new EventFileException(
                    lines.file(),
                    lines.lineNumber(),
                    "'"
                            + text.charAt(position)
                            + "' follows a closing quote; a quote inside a value is written twice.");
        }
    }
}
