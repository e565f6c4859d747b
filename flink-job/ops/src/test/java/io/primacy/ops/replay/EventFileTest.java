package io.primacy.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir Path directory;

    @Test
    void csvRowsBecomeObjectsOfStrings() throws IOException {
        Path file = write("a.csv", "user,like\r\nu1,1\r\nu2,\r\n");

        assertThat(events(file))
                .containsExactly(
                        "{\"user\":\"u1\",\"like\":\"1\"}", "{\"user\":\"u2\",\"like\":\"\"}");
    }

    @Test
    void csvQuotesHoldSeparatorsQuotesAndLineBreaks() throws IOException {
        Path file = write("a.csv", "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\n");

        assertThat(events(file))
                .containsExactly(
                        "{\"a\":\"x,y\",\"b\":\"say \\\"hi\\\"\"}",
                        "{\"a\":\"two\\nlines\",\"b\":\"\"}");
    }

    @Test
    void tsvQuotesAreCharactersLikeAnyOther() throws IOException {
        Path file = write("a.tsv", "a\tb\n\"x\t(1,2]\n\t\n");

        assertThat(events(file))
                .containsExactly("{\"a\":\"\\\"x\",\"b\":\"(1,2]\"}", "{\"a\":\"\",\"b\":\"\"}");
    }

    @Test
    void jsonLinesPassThroughByteForByte() throws IOException {
        Path file = write("a.jsonl", "{\"a\": 1 }\n\nnot json\n{}");

        assertThat(events(file)).containsExactly("{\"a\": 1 }", "not json", "{}");
    }

    @Test
    void gzipIsToldByItsFirstBytesNotByItsName() throws IOException {
        Path file = directory.resolve("plain.tsv");
        Files.write(file, gzip("a\n1\n2\n"));

        assertThat(events(file)).containsExactly("{\"a\":\"1\"}", "{\"a\":\"2\"}");
    }

    @Test
    void formatFollowsFromTheFirstLineWhereTheNameSaysNothing() throws IOException {
        assertThat(events(write("comma", "a,b\n1,2\n")))
                .containsExactly("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(events(write("tab", "a\tb\n1\t2\n")))
                .containsExactly("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(events(write("json", "{\"a\":1}\n"))).containsExactly("{\"a\":1}");
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(events(write("a.csv", "\ufeffa\n1\n"))).containsExactly("{\"a\":\"1\"}");
    }

    @Test
    void lineAndFractionSayHowFarItIs() throws IOException {
        try (EventFile file = EventFile.open(write("a.csv", "a\n1\n2\n"))) {
            file.next();

            assertThat(file.line()).isEqualTo(2);
            assertThat(file.fraction()).isEqualTo(1.0);
        }
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> EventFile.open(directory.resolve("none.csv")))
                .isInstanceOf(EventFileException.class)
                .hasMessageContaining("none.csv' does not exist");
    }

    @Test
    void directoryIsNoFile() {
        assertThatThrownBy(() -> EventFile.open(directory)).hasMessageContaining("is not a file");
    }

    @Test
    void emptyFileIsRefusedPlainAndGzipped() throws IOException {
        Path plain = write("empty.csv", "");
        Path zipped = directory.resolve("empty.csv.gz");
        Files.write(zipped, gzip(""));

        assertThatThrownBy(() -> EventFile.open(plain)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> EventFile.open(zipped)).hasMessageContaining("is empty");
    }

    @Test
    void truncatedGzipIsRefusedWithTheLineItReached() throws IOException {
        StringBuilder text = new StringBuilder("a\n");
        for (int i = 0; i < 100_000; i++) {
            text.append(i * 7919L % 100_003).append('\n');
        }
        byte[] whole = gzip(text.toString());
        Path file = directory.resolve("cut.tsv.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> events(file))
                .isInstanceOf(EventFileException.class)
                .hasMessageContaining("broken gzip")
                .hasMessageMatching(".*after line [1-9]\\d*;.*");
    }

    @Test
    void gzipCutInItsHeaderIsRefused() throws IOException {
        Path file = directory.resolve("cut.tsv.gz");
        Files.write(file, Arrays.copyOf(gzip("a\n1\n"), 5));

        assertThatThrownBy(() -> EventFile.open(file))
                .isInstanceOf(EventFileException.class)
                .hasMessageContaining("broken gzip");
    }

    @Test
    void raggedRowsAreRefusedWithTheirLine() throws IOException {
        Path wide = write("wide.csv", "a,b\n1,2\n1,2,3\n");
        Path narrow = write("narrow.tsv", "a\tb\n1\n");

        assertThatThrownBy(() -> events(wide))
                .hasMessageContaining(
                        "wide.csv', line 3: it has 3 values, the header has 2 columns");
        assertThatThrownBy(() -> events(narrow))
                .hasMessageContaining(
                        "narrow.tsv', line 2: it has 1 values, the header has 2 columns");
    }

    @Test
    void quoteThatIsNeverClosedIsRefusedWhereItOpens() throws IOException {
        Path file = write("a.csv", "a,b\n1,\"2\n3,4\n");

        assertThatThrownBy(() -> events(file)).hasMessageContaining("line 2: a quote is opened");
    }

    @Test
    void textAfterAClosingQuoteIsRefused() throws IOException {
        Path file = write("a.csv", "a,b\n\"1\"x,2\n");

        assertThatThrownBy(() -> events(file)).hasMessageContaining("'x' follows a closing quote");
    }

    @Test
    void headersWithoutOrWithEqualNamesAreRefused() throws IOException {
        Path nameless = write("nameless.csv", "a,,c\n");
        Path twice = write("twice.csv", "a,a\n");

        assertThatThrownBy(() -> EventFile.open(nameless)).hasMessageContaining("has no name");
        assertThatThrownBy(() -> EventFile.open(twice)).hasMessageContaining("column 'a' twice");
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.write(file, "a\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> events(file)).hasMessageContaining("line 2: it is not UTF-8");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> events(Path path) throws IOException {
        List<String> events = new ArrayList<>();
        try (EventFile file = EventFile.open(path)) {
            for (byte[] event = file.next(); event != null; event = file.next()) {
                events.add(new String(event, StandardCharsets.UTF_8));
            }
        }
        return events;
    }
}
