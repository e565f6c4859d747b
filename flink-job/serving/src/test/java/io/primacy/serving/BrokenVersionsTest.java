package io.primacy.serving;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestSeal;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.serving.feature.Features;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A version that is damaged or hostile is named and refused, and the one before goes on. */
class BrokenVersionsTest {
    private static final Features KNOWN = Features.of(Map.of("user", "known"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path root;
    private TestingPublisher publisher;
    private Scorer scorer;

    @BeforeEach
    void serveAWholeVersion() throws Exception {
        publisher = new TestingPublisher(root);
        publisher.publish(3);
        scorer =
                Scorer.open(
                        root.toUri(),
                        TestingPublisher.MODEL,
                        "latest",
                        ScorerOptions.DEFAULTS.every(Duration.ofHours(1)));
    }

    @AfterEach
    void close() {
        scorer.close();
    }

    static Stream<Arguments> damages() {
        List<Arguments> damages = new ArrayList<>();
        for (String file :
                List.of(
                        SnapshotLayout.MANIFEST,
                        SnapshotLayout.DENSE,
                        SnapshotLayout.EMBEDDINGS,
                        SnapshotLayout.ONNX)) {
            for (String damage : List.of("truncated", "emptied", "flipped", "deleted")) {
                damages.add(Arguments.of(file, damage));
            }
        }
        return damages.stream();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedFileIsNamed(String name, String damage) throws Exception {
        publisher.publish(4);
        Path file = publisher.directory(4).resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        switch (damage) {
            case "truncated" -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
            case "emptied" -> Files.write(file, new byte[0]);
            case "flipped" -> {
                bytes[bytes.length / 2] ^= 4;
                Files.write(file, bytes);
            }
            default -> Files.delete(file);
        }

        assertRefused(file.toString());
    }

    @ParameterizedTest
    @CsvSource({
        SnapshotLayout.DENSE + "," + SnapshotLayout.EMBEDDINGS,
        SnapshotLayout.DENSE + "," + SnapshotLayout.ONNX,
        SnapshotLayout.ONNX + "," + SnapshotLayout.EMBEDDINGS,
        SnapshotLayout.EMBEDDINGS + "," + SnapshotLayout.MANIFEST
    })
    void twoFilesThatChangedPlacesAreNamed(String one, String other) throws Exception {
        publisher.publish(4);
        swap(publisher.directory(4).resolve(one), publisher.directory(4).resolve(other));

        assertRefused(
                publisher
                        .directory(4)
                        .resolve(other.equals(SnapshotLayout.MANIFEST) ? other : one)
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SnapshotLayout.DENSE,
                SnapshotLayout.EMBEDDINGS,
                SnapshotLayout.ONNX,
                SnapshotLayout.MANIFEST
            })
    void aFileThatChangedPlacesWithAnotherVersionsIsNamed(String name) throws Exception {
        publisher.publish(4);
        Path file = publisher.directory(4).resolve(name);
        Path other = publisher.directory(3).resolve(name);
        assertThat(Files.size(file)).as("what the size does not tell").isEqualTo(Files.size(other));
        swap(file, other);

        assertRefused(file.toString());
    }

    private static void swap(Path one, Path other) throws IOException {
        byte[] bytes = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(other));
        Files.write(other, bytes);
    }

    @Test
    void aManifestOfAnotherVersionIsNamed() throws Exception {
        publisher.publish(4);
        Path file = publisher.directory(4).resolve(SnapshotLayout.MANIFEST);
        Files.copy(
                publisher.directory(3).resolve(SnapshotLayout.MANIFEST),
                file,
                StandardCopyOption.REPLACE_EXISTING);

        assertRefused(file.toString());
    }

    @Test
    void anUnpublishedVersionIsRefused() throws Exception {
        publisher.point(77);

        assertRefused(publisher.directory(77).toString());
    }

    @Test
    void predictionsThatAreNotFiniteAreRefused() throws Exception {
        publisher.stage(4, Float.NaN, Manifest.network(TestingPublisher.CONFIG));
        publisher.point(4);

        assertRefused("must give finite predictions, found NaN for task 'square'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../etc/passwd", "/etc/passwd", "..", "other.onnx"})
    void aModelOutsideTheManifestsFilesIsNeverRead(String file) throws Exception {
        edit(manifest -> ((ObjectNode) manifest.at("/network/onnx")).put("file", file));

        assertRefused("is not among the manifest's files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", "a/b", "..", ""})
    void filesOutsideTheVersionAreNeverRead(String file) throws Exception {
        edit(manifest -> ((ObjectNode) manifest.at("/files/0")).put("name", file));

        assertRefused("a file must have a plain name");
    }

    @Test
    void sizesThatAreTooLargeAreRefusedBeforeAnythingIsAllocated() throws Exception {
        edit(
                manifest ->
                        ((ObjectNode) manifest.at("/features/0"))
                                .put("dimension", Integer.MAX_VALUE));
        assertRefused("must have a dimension of 1 to 65536");

        edit(manifest -> ((ObjectNode) manifest.at("/features/0")).put("dimension", -1));
        assertRefused("must have a dimension of 1 to 65536");
    }

    @Test
    void shapesThatAreNotTheGraphsAreRefused() throws Exception {
        edit(
                manifest ->
                        ((ObjectNode) manifest.at("/network/onnx/inputs/0"))
                                .putArray("shape")
                                .add(-1)
                                .add(5));
        assertRefused("input 'vectors' must have 1 columns");

        edit(manifest -> ((ObjectNode) manifest.at("/features/0")).put("dimension", 2));
        assertRefused("input 'vectors' must have 2 columns");

        edit(
                manifest -> {
                    ((ObjectNode) manifest.at("/features/0")).put("dimension", 2);
                    ((ObjectNode) manifest.at("/network/onnx/inputs/0"))
                            .putArray("shape")
                            .add(-1)
                            .add(2);
                });
        assertRefused("must have the inputs and outputs of the manifest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/network/onnx", "/network/initial", "/network/outputs", "/features/0/type",
                "/features/0/name", "/network/onnx/inputs", "/files/2", "/network/initial/seed"
            })
    void whatIsMissingIsRefused(String pointer) throws Exception {
        edit(
                manifest -> {
                    int slash = pointer.lastIndexOf('/');
                    JsonNode parent = manifest.at(pointer.substring(0, slash));
                    String last = pointer.substring(slash + 1);
                    if (parent instanceof ObjectNode object) {
                        object.putNull(last);
                    } else {
                        ((ArrayNode) parent).setNull(Integer.parseInt(last));
                    }
                });

        assertRefused(publisher.directory(4).toString());
    }

    @Test
    void anotherHashIsRefused() throws Exception {
        edit(
                manifest ->
                        ((ObjectNode) manifest.at("/features/0"))
                                .put("hashSeed", "0123456789abcdef"));

        assertRefused("feature 'user' must have the hash seed of its name");
    }

    @Test
    void aHeaderOf2To63BytesIsRefused() throws Exception {
        publisher.stage(4);
        ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(Long.MIN_VALUE);
        List<Manifest.File> files =
                List.of(
                        publisher.write(4, SnapshotLayout.DENSE, header.array()),
                        publisher.write(
                                4,
                                SnapshotLayout.ONNX,
                                Files.readAllBytes(
                                        publisher.directory(4).resolve(SnapshotLayout.ONNX))),
                        publisher.write(4, SnapshotLayout.EMBEDDINGS, header.array()));
        publisher.manifest(4, Manifest.network(TestingPublisher.CONFIG), files);
        publisher.point(4);

        assertRefused("must have a header of 2 to");
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        for (byte[] bytes : List.of(new byte[0], "ONNX".getBytes(StandardCharsets.UTF_8))) {
            publisher.stage(4);
            List<Manifest.File> files = new ArrayList<>();
            for (String name : List.of(SnapshotLayout.DENSE, SnapshotLayout.EMBEDDINGS)) {
                Path file = publisher.directory(4).resolve(name);
                files.add(publisher.write(4, name, Files.readAllBytes(file)));
            }
            files.add(publisher.write(4, SnapshotLayout.ONNX, bytes));
            publisher.manifest(4, Manifest.network(TestingPublisher.CONFIG), files);
            publisher.point(4);

            assertRefused("model.onnx: ONNX Runtime does not take it");
        }
    }

    @Test
    void aModelThatOpensAndCannotBeRunIsRefused() throws Exception {
        publisher.stage(4);
        List<Manifest.File> files = new ArrayList<>();
        for (String name : List.of(SnapshotLayout.DENSE, SnapshotLayout.EMBEDDINGS)) {
            Path file = publisher.directory(4).resolve(name);
            files.add(publisher.write(4, name, Files.readAllBytes(file)));
        }
        Path onnx = publisher.directory(4).resolve(SnapshotLayout.ONNX);
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
        for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.getName().equals("/towers.square.0.bias")) {
                tensor.setDims(0, 3).setRawData(ByteString.copyFrom(new byte[12]));
            }
        }
        files.add(publisher.write(4, SnapshotLayout.ONNX, model.build().toByteArray()));
        publisher.manifest(4, Manifest.network(TestingPublisher.CONFIG), files);
        publisher.point(4);

        assertRefused("1-000004 of model 'default' was loaded and cannot be run");
        try (Scorer opened = Scorer.open(root.toUri(), TestingPublisher.MODEL, "latest")) {
            assertThat(opened.version()).isEqualTo("1-000003");
            assertThat(opened.refusal()).get().asString().contains("cannot be run");
        }
    }

    private void edit(Consumer<ObjectNode> change) throws Exception {
        publisher.stage(4);
        Path file = publisher.directory(4).resolve(SnapshotLayout.MANIFEST);
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(manifest);
        manifest.remove("sha256");
        Files.write(file, ManifestSeal.seal(JSON.writeValueAsBytes(manifest)));
        publisher.point(4);
    }

    private void assertRefused(String reason) throws IOException {
        assertThat(scorer.refresh()).isFalse();
        assertThat(scorer.refusal()).get().asString().contains(reason);
        Scores scores = scorer.score(List.of(KNOWN));
        assertThat(scores.version()).isEqualTo("1-000003");
        assertThat(scores.values()).containsExactly(9f);
    }
}
