package io.primacy.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void figuresAreAlignedRightAndTextLeft() {
        Table table =
                new Table("task", "loss", "violation")
                        .row("like", "0.07", "+0.10 %")
                        .row("long_view", "10.5", "–");

        assertThat(table.lines())
                .containsExactly(
                        "task       loss  violation",
                        "like       0.07    +0.10 %",
                        "long_view  10.5          –");
    }

    @Test
    void rowOfAnotherWidthIsRefused() {
        assertThatThrownBy(() -> new Table("a", "b").row("1"))
                .hasMessageContaining("1 cells")
                .hasMessageContaining("2 columns");
    }
}
