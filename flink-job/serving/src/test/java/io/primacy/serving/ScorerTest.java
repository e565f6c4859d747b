package io.primacy.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.serving.feature.FeatureException;
import io.primacy.serving.feature.Features;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
    private static final Features KNOWN = Features.of(Map.of("user", "known", "price", 3));

    /** Looks only when asked to. */
    private static final ScorerOptions ON_DEMAND =
            ScorerOptions.DEFAULTS.every(Duration.ofHours(1));

    @TempDir private Path root;
    private TestingPublisher publisher;

    @BeforeEach
    void publishOne() throws Exception {
        publisher = new TestingPublisher(root);
        publisher.publish(3);
    }

    private Scorer open() throws Exception {
        return Scorer.open(root.toUri(), TestingPublisher.MODEL, "latest", ON_DEMAND);
    }

    @Test
    void scoresNameTheVersionThatAnswered() throws Exception {
        try (Scorer scorer = open()) {
            Scores scores = scorer.score(List.of(KNOWN, KNOWN));

            assertThat(scores.model()).isEqualTo("default");
            assertThat(scores.version()).isEqualTo("1-000003");
            assertThat(scores.tasks()).containsExactly("square");
            assertThat(scores.of("square")).containsExactly(9f, 9f);
            assertThat(scores.candidates()).isEqualTo(2);
            assertThatThrownBy(() -> scores.of("cube"))
                    .hasMessageContaining("has no task 'cube'; it has square");
        }
    }

    @Test
    void theAliasIsFollowedForwardsAndBack() throws Exception {
        publisher.stage(4);
        publisher.point("aliases/stable", 4);
        try (Scorer latest = open();
                Scorer stable =
                        Scorer.open(root.toUri(), TestingPublisher.MODEL, "stable", ON_DEMAND)) {
            assertThat(latest.version()).isEqualTo("1-000003");
            assertThat(stable.version()).isEqualTo("1-000004");

            publisher.point(4);
            assertThat(latest.refresh()).isTrue();
            assertThat(latest.score(List.of(KNOWN)).values()).containsExactly(16f);

            publisher.point(3);
            assertThat(latest.refresh()).isTrue();
            assertThat(latest.score(List.of(KNOWN)).values()).containsExactly(9f);
        }
    }

    @Test
    void anAliasIsFollowedWithoutBeingAsked() throws Exception {
        BlockingQueue<String> served = new LinkedBlockingQueue<>();
        ScorerListener listener =
                new ScorerListener() {
                    @Override
                    public void served(String model, String version) {
                        served.add(version);
                    }
                };
        try (Scorer scorer =
                Scorer.open(
                        root.toUri(),
                        TestingPublisher.MODEL,
                        "latest",
                        ScorerOptions.DEFAULTS.every(Duration.ofMillis(10)).telling(listener))) {
            publisher.publish(5);

            assertThat(served.poll(30, TimeUnit.SECONDS)).isEqualTo("1-000003");
            assertThat(served.poll(30, TimeUnit.SECONDS)).isEqualTo("1-000005");
            assertThat(scorer.score(List.of(KNOWN)).values()).containsExactly(25f);
        }
    }

    @Test
    void aVersionThatWasBrokenIsServedOnceItIsWhole() throws Exception {
        try (Scorer scorer = open()) {
            publisher.publish(4);
            Path file = publisher.directory(4).resolve(SnapshotLayout.DENSE);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, new byte[3]);
            assertThat(scorer.refresh()).isFalse();
            assertThat(scorer.refusal()).get().asString().contains(file.toString());
            assertThat(scorer.version()).isEqualTo("1-000003");

            Files.write(file, whole);

            assertThat(scorer.refresh()).isTrue();
            assertThat(scorer.refusal()).isEmpty();
            assertThat(scorer.version()).isEqualTo("1-000004");
        }
    }

    @Test
    void aTornPointerLeavesTheVersionInPlace() throws Exception {
        List<String> refusals = new ArrayList<>();
        ScorerListener listener =
                new ScorerListener() {
                    @Override
                    public void refused(String model, String version, String reason) {
                        refusals.add(version + ": " + reason);
                    }
                };
        try (Scorer scorer =
                Scorer.open(
                        root.toUri(),
                        TestingPublisher.MODEL,
                        "latest",
                        ON_DEMAND.telling(listener))) {
            Path pointer = root.resolve("default").resolve(SnapshotLayout.LATEST);
            Files.writeString(pointer, "1-00");

            assertThat(scorer.refresh()).isFalse();
            assertThat(scorer.refresh()).isFalse();
            assertThat(scorer.score(List.of(KNOWN)).values()).containsExactly(9f);
            assertThat(refusals)
                    .singleElement()
                    .asString()
                    .contains("null", pointer.getParent().toString(), "LATEST");

            publisher.point(3);
            assertThat(scorer.refresh()).isTrue();
        }
    }

    @Test
    void aFileSystemThatIsGoneLeavesTheVersionInPlace() throws Exception {
        URI archive = URI.create("jar:" + root.resolve("archive.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            new TestingPublisher(files.getPath("/")).publish(3);
            URI directory = files.getPath("/").toUri();
            try (Scorer scorer =
                    Scorer.open(directory, TestingPublisher.MODEL, "latest", ON_DEMAND)) {
                files.close();

                assertThat(scorer.refresh()).isFalse();
                assertThat(scorer.refusal()).get().asString().contains("ClosedFileSystem");
                assertThat(scorer.score(List.of(KNOWN)).values()).containsExactly(9f);
            }
        }
    }

    @Test
    void openedOnABrokenVersionTheNewestWholeOneBeforeItIsServed() throws Exception {
        for (int n = 4; n <= 6; n++) {
            publisher.publish(n);
        }
        for (int n = 5; n <= 6; n++) {
            Files.delete(publisher.directory(n).resolve(SnapshotLayout.ONNX));
        }

        try (Scorer scorer = open()) {
            assertThat(scorer.version()).isEqualTo("1-000004");
            assertThat(scorer.refusal()).get().asString().contains("1-000006", "model.onnx");
        }
    }

    @Test
    void whereNothingIsWholeOpeningSaysWhyOfAll() throws Exception {
        publisher.publish(4);
        for (int n = 3; n <= 4; n++) {
            Files.delete(publisher.directory(n).resolve(SnapshotLayout.EMBEDDINGS));
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(publisher.directory(3).toString())
                .hasMessageContaining(publisher.directory(4).toString());
    }

    @Test
    void aCandidateThatCannotBeEncodedIsNamed() throws Exception {
        Features broken = Features.of(Map.of("user", "u", "price", "cheap"));
        Features json = Features.json("{\"price\":\"cheap\"}".getBytes(StandardCharsets.UTF_8));
        try (Scorer scorer = open()) {
            assertThatThrownBy(() -> scorer.score(List.of(KNOWN, broken)))
                    .isInstanceOf(FeatureException.class)
                    .hasMessage(
                            "Candidate 1: feature 'price' must be a number, found 'cheap'"
                                    + " (String).");
            assertThatThrownBy(() -> scorer.score(List.of(json)))
                    .isInstanceOf(FeatureException.class)
                    .hasMessageContaining("Candidate 0: /price must be a number, found 'cheap'");
            assertThatThrownBy(() -> scorer.score(Collections.singletonList(null)))
                    .isInstanceOf(FeatureException.class)
                    .hasMessageContaining("must not be null");
            assertThat(scorer.score(List.of()).values()).isEmpty();
        }
    }

    @Test
    void requestsLargerThanOneRunAreScoredWhole() throws Exception {
        try (Scorer scorer = open()) {
            List<Features> many = Collections.nCopies(5000, KNOWN);

            assertThat(scorer.score(many).of("square")).hasSize(5000).containsOnly(9f);
        }
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> Scorer.open(root.toUri(), "default", "best", ON_DEMAND))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("Model 'default' has no alias 'best'");
        assertThatThrownBy(() -> Scorer.open(root.toUri(), "other", "latest", ON_DEMAND))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("Model 'other' has no alias 'latest'");
        assertThatThrownBy(() -> Scorer.open(URI.create("s3://bucket/x"), "m", "latest"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("found 's3://bucket/x'");
        assertThatThrownBy(() -> Scorer.open(root.toUri(), "default", "../LATEST"))
                .isInstanceOf(SnapshotException.class);
    }

    @Test
    void aClosedScorerScoresNothing() throws Exception {
        Scorer scorer = open();
        scorer.close();
        scorer.close();

        assertThatThrownBy(() -> scorer.score(List.of(KNOWN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> ScorerOptions.DEFAULTS.every(Duration.ofMillis(9)))
                .hasMessageContaining("10 ms to 1 h");
        assertThatThrownBy(() -> ScorerOptions.DEFAULTS.threads(0))
                .hasMessageContaining("at least 1 thread");
    }
}
