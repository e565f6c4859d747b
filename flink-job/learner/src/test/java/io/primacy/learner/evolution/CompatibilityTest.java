package io.primacy.learner.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.learner.StateException;
import io.primacy.learner.evolution.ModelShape.Feature;
import io.primacy.learner.evolution.ModelShape.Task;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.OptimizerConfig;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final String STATE =
            "features user:16 price:0; tasks like@1 click@2; model MMOE 4+0[64, 32][16];"
                    + " optimizer ADAGRAD; reference SHADOW";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "user:16 price:0; |user:16 item:8 age:0 price:0; ",
                "user:16 price:0; |price:0 user:16; ",
                "click@2; |click@2 share@3; ",
                "click@2; |click@2 share@2; ",
                "click@2; |click@2 share@3 save@9; ",
                "like@1 click@2; |like@10 click@20; ",
                "[16]; |[16] wide; ",
            })
    void whatOnlyAddsIsCarriedOver(String before, String after) {
        assertThat(refusals(STATE, STATE.replace(before.strip(), after.strip()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "user:16 price|user:8 price|feature 'user' has dimension 16 in state and dimension 8 in the config",
                "user:16 price|user:0 price|feature 'user' has dimension 16 in state and no embedding in the config",
                "user:16 price|price|feature 'user' is in state but not in the config; a feature cannot be removed",
                "like@1 click|click|task 'like' is in state but not in the config; a task cannot be removed",
                "like@1 click@2|click@2 like@1|the tasks begin with [click, like] in the config; keep the order [like, click]",
                "like@1 click|like@2 click|task 'click' is on level 2 in state and on level 1 in the config",
                "click@2|click@2 share@1|task 'share' is new and on level 1 of the config; give it the lowest priority",
                "like@1 click@2|like@5 click@6 share@1|task 'like' is on level 1 in state and on level 2 in the config",
                "[64, 32]|[64]|the network is MMOE 4+0[64, 32][16] in state and MMOE 4+0[64][16] in the config",
                "ADAGRAD|ADAM|the optimizer is ADAGRAD in state and ADAM in the config; its slots cannot be converted",
                "ADAGRAD|ADAGRAD, rows FTRL|the optimizer is ADAGRAD in state and ADAGRAD, rows FTRL in the config",
                "SHADOW|FROZEN|the reference is SHADOW in state and FROZEN in the config",
            })
    void whatTakesAwayOrChangesIsRefusedWithItsReason(String before, String after, String reason) {
        assertThat(refusals(STATE, STATE.replace(before, after)).get(0)).startsWith(reason);
    }

    @Test
    void allReasonsAreGivenAtOnce() {
        String config =
                STATE.replace("user:16", "user:8").replace("click@2", "").replace("ADAGRAD", "SGD");

        assertThat(refusals(STATE, config)).hasSize(3);
    }

    @Test
    void aLevelCannotBeAddedWhereItsReferenceWouldNeedAWarmUp() {
        String frozen = STATE.replace("SHADOW", "FROZEN");

        assertThat(refusals(frozen, frozen.replace("click@2", "click@2 share@3")))
                .singleElement()
                .asString()
                .contains("with reference frozen");
        assertThat(refusals(frozen, frozen.replace("click@2", "click@2 share@2"))).isEmpty();
    }

    @Test
    void theLinearPartCannotBeRemovedNorFollowATaskIntoRowsOfVersion1() {
        String wide = STATE.replace("[16]", "[16] wide");

        assertThat(refusals(wide, STATE)).singleElement().asString().contains("linear part");
        ModelShape grown = ModelShape.parse(wide.replace("click@2", "click@2 share@2"));
        assertThat(Compatibility.refusals(ModelShape.parse(wide), grown, 1))
                .singleElement()
                .asString()
                .contains("layout version 1");
        assertThat(Compatibility.refusals(ModelShape.parse(wide), grown, 2)).isEmpty();
    }

    @Property(tries = 200)
    void theTextOfAShapeSaysAllOfIt(@ForAll("shapes") ModelShape shape) {
        assertThat(ModelShape.parse(shape.text())).isEqualTo(shape);
    }

    @Test
    void aTextThatIsNoShapeIsRefused() {
        assertThatThrownBy(() -> ModelShape.parse("features user:16; model X"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("\"features user:16; model X\"")
                .hasMessageContaining("the release that wrote it");
    }

    @Provide
    Arbitrary<ModelShape> shapes() {
        Arbitrary<String> name = Arbitraries.strings().ofMinLength(1).ofMaxLength(8);
        Arbitrary<List<Feature>> features =
                Combinators.combine(name, Arbitraries.integers().between(0, 1024))
                        .as(Feature::new)
                        .list()
                        .ofMaxSize(5);
        Arbitrary<List<Task>> tasks =
                Combinators.combine(name, Arbitraries.integers().between(1, 9))
                        .as(Task::new)
                        .list()
                        .ofMaxSize(4);
        Arbitrary<List<Integer>> widths =
                Arbitraries.integers().between(1, 4096).list().ofMaxSize(3);
        Arbitrary<ModelConfig> network =
                Combinators.combine(
                                Arbitraries.of(ModelConfig.Architecture.class),
                                Arbitraries.integers().between(1, 256),
                                widths,
                                widths,
                                Arbitraries.integers().between(0, 4),
                                Arbitraries.of(true, false))
                        .as(ModelConfig::new);
        return Combinators.combine(
                        features,
                        tasks,
                        network,
                        Arbitraries.of(OptimizerConfig.Type.class),
                        Arbitraries.of(OptimizerConfig.Type.class),
                        Arbitraries.of(Reference.class))
                .as(ModelShape::new);
    }

    private static List<String> refusals(String from, String to) {
        return Compatibility.refusals(ModelShape.parse(from), ModelShape.parse(to), 2);
    }
}
