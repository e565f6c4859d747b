package io.primacy.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantTest {
    private final LearnerConfig chain =
            ConfigReader.parse(
                    "chain.yaml",
                    TestingStream.YAML.replace(
                            "- {name: click, priority: 2}",
                            "- {name: click, priority: 2, weight: 2}\n  - {name: share, priority: 5}"));

    @Test
    void withoutBaselinesTheConfigAndWhatItIsMeasuredBy() {
        assertThat(Variant.of(chain, false, 1000))
                .extracting(Variant::label)
                .containsExactly("nmt shadow", "single like", "single click", "single share");
    }

    @Test
    void baselinesAreTheOtherReferencesAndTheSweep() {
        List<Variant> variants = Variant.of(chain, true, 1000);

        assertThat(variants)
                .extracting(Variant::label)
                .containsExactly(
                        "nmt shadow",
                        "nmt frozen",
                        "nmt normalized",
                        "single like",
                        "single click",
                        "single share",
                        "sum 0.03",
                        "sum 0.1",
                        "sum 0.3",
                        "sum 1",
                        "sum 3",
                        "sum 10");
        assertThat(variants.get(1).kind()).isEqualTo("frozen");
        assertThat(variants.get(1).config().constraint().reference()).isEqualTo(Reference.FROZEN);
        assertThat(variants.get(1).config().constraint().warmup()).isEqualTo(200);
        LearnerConfig sum = variants.get(8).config();
        assertThat(sum.tasks()).extracting(TaskConfig::priority).containsOnly(1);
        assertThat(sum.tasks()).extracting(TaskConfig::weight).containsExactly(1.0, 0.6, 0.3);
        assertThat(variants.get(4).config().tasks())
                .extracting(TaskConfig::name)
                .containsExactly("click");
        assertThat(variants.get(4).tasks()).containsExactly(1);
    }

    @Test
    void aSingleTaskHasNothingToBeComparedWith() {
        LearnerConfig single =
                ConfigReader.parse(
                        "single.yaml",
                        TestingStream.YAML.replace("  - {name: click, priority: 2}\n", ""));

        assertThat(Variant.of(single, true, 1000))
                .extracting(Variant::label)
                .containsExactly("single like");
    }
}
