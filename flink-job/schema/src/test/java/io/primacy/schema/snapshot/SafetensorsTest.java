package io.primacy.schema.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir private Path directory;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        byte[] header =
                Safetensors.header(
                        List.of(
                                Safetensors.entry("ids.2", Safetensors.Type.I64, 2),
                                Safetensors.entry("vectors.2", Safetensors.Type.F32, 2, 2)));
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(-5).putLong(7).putFloat(1).putFloat(2).putFloat(3).putFloat(4.5f);
        Path file = write(header, data.array());

        List<Safetensors.Entry> entries = Safetensors.entries(file);

        assertThat(header.length % 8).isZero();
        assertThat(entries)
                .extracting(Safetensors.Entry::name)
                .containsExactly("ids.2", "vectors.2");
        assertThat(Safetensors.longs(file, entries.get(0))).containsExactly(-5, 7);
        assertThat(Safetensors.floats(file, entries.get(1))).containsExactly(1, 2, 3, 4.5f);
        assertThat(entries.get(1).shape()).containsExactly(2, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|as many bytes as its shape",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}|must be F32 or I64",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}}|sizes of 0 or more",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|as many bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|begin where the one before ends",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4 bytes of tensors",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,36]}}|36 bytes of tensors",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}|two data_offsets",
                "{} {}|not JSON",
                "{\"a\":{},\"a\":{}}|Duplicate field 'a'",
                "[]|JSON object",
                "'{  '|not JSON",
            })
    void aHostileHeaderIsRefusedBeforeAnythingIsAllocated(String json, String rule)
            throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(8 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(bytes.length).put(bytes);
        Path file = write(header.array(), new byte[8]);

        assertThatThrownBy(() -> Safetensors.entries(file))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(rule);
    }

    @Test
    void aHeaderLengthBeyondTheFileIsRefused() throws IOException {
        for (long length : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 9, 1 << 30}) {
            ByteBuffer header =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            Path file = write(header.array(), new byte[8]);

            assertThatThrownBy(() -> Safetensors.entries(file))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("header of 2 to 8 bytes");
        }
    }

    /** Written by Python's safetensors 0.8.0: sorted otherwise, with metadata, empty and scalar. */
    @Test
    void whatTheReferenceImplementationWritesIsRead() throws Exception {
        Path file = Path.of(SafetensorsTest.class.getResource("reference.safetensors").toURI());

        List<Safetensors.Entry> entries = Safetensors.entries(file);

        assertThat(entries)
                .extracting(Safetensors.Entry::name)
                .containsExactly("a", "e", "b", "s", "z");
        assertThat(Safetensors.longs(file, entries.get(0))).containsExactly(-1, 0, 1);
        assertThat(Safetensors.longs(file, entries.get(1))).isEmpty();
        assertThat(entries.get(2).shape()).containsExactly(0, 4);
        assertThat(Safetensors.floats(file, entries.get(3))).containsExactly(3f);
        assertThat(Safetensors.floats(file, entries.get(4))).containsExactly(1.5f, -2f);
    }

    @Test
    void anEmptyTensorMayBeNamedAfterTheOneThatBeginsWhereItDoes() throws IOException {
        String json =
                "{\"full\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(8 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        Path file = write(header.putLong(bytes.length).put(bytes).array(), new byte[4]);

        assertThat(Safetensors.entries(file)).hasSize(2);
    }

    @Test
    void tensorsLongerThanOneReadComeWhole() throws IOException {
        int n = 700_001;
        byte[] header =
                Safetensors.header(
                        List.of(
                                Safetensors.entry("i", Safetensors.Type.I64, n),
                                Safetensors.entry("f", Safetensors.Type.F32, n)));
        ByteBuffer data = ByteBuffer.allocate(12 * n).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            data.putLong(-(long) i);
        }
        for (int i = 0; i < n; i++) {
            data.putFloat(i);
        }
        Path file = write(header, data.array());

        long[] longs = Safetensors.longs(file, Safetensors.entries(file).get(0));
        float[] floats = Safetensors.floats(file, Safetensors.entries(file).get(1));

        assertThat(longs).hasSize(n);
        assertThat(floats).hasSize(n);
        for (int i = 0; i < n; i++) {
            assertThat(longs[i] == -(long) i && floats[i] == i).as("element %d", i).isTrue();
        }
    }

    private Path write(byte[] header, byte[] data) throws IOException {
        Path file = directory.resolve("t.safetensors");
        byte[] all = new byte[header.length + data.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(data, 0, all, header.length, data.length);
        return Files.write(file, all);
    }
}
