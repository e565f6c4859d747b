package io.primacy.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void namesOfEveryScriptStayAsTheyAre() {
        assertThat(Shown.name("größe 点击 ♥ <b>&amp;")).isEqualTo("größe 点击 ♥ <b>&amp;");
    }

    @Test
    void whatMovesTheCursorOrTurnsTheTextIsMadeVisible() {
        assertThat(Shown.name("a\nb\tc\u001b[31md\u007f")).isEqualTo("a␊b␉c␛[31md␡");
        assertThat(Shown.name("a\u202eb\u200fc\u0085")).isEqualTo("a⟨U+202E⟩b⟨U+200F⟩c⟨U+0085⟩");
    }

    @Test
    void whatIsTooLongSaysHowLongItIs() {
        assertThat(Shown.text("x".repeat(10_240), 5)).isEqualTo("xxxxx… (10,240 characters)");
        assertThat(Shown.text(null, 5)).isEqualTo("–");
    }

    @Property
    void nothingShownControlsAnything(@ForAll String text) {
        assertThat(Shown.name(text).codePoints())
                .allMatch(
                        c ->
                                !Character.isISOControl(c)
                                        && Character.getType(c) != Character.FORMAT);
    }
}
