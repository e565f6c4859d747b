package io.primacy.ops.terminal;

/**
 * Text that others wrote, fit to be shown: it stays in its line, moves no cursor, turns no reading
 * direction and has an end. Letters of every script stay as they are.
 */
public final class Shown {
    /** Characters of a name that are shown. */
    public static final int NAME = 80;

    private static final int PICTURES = 0x2400;
    private static final int DELETE_PICTURE = 0x2421;

    private Shown() {}

    /** A name: at most {@value #NAME} characters. */
    public static String name(String text) {
        return text(text, NAME);
    }

    /**
     * Control characters as their pictures ({@code ␊}), those that turn or hide text by number
     * ({@code ⟨U+202E⟩}), what is too long with its length instead of its end.
     *
     * @param text anything; {@code null} is a dash
     * @param longest characters that are shown, ≥ 1
     */
    public static String text(String text, int longest) {
        if (text == null) {
            return "–";
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 16);
        int at = 0;
        for (int count = 0; at < text.length() && count < longest; count++) {
            int letter = text.codePointAt(at);
            append(shown, letter);
            at += Character.charCount(letter);
        }
        if (at < text.length()) {
            shown.append("… (").append(Figures.count(text.length())).append(" characters)");
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int letter) {
        if (letter < ' ') {
            shown.append((char) (PICTURES + letter));
        } else if (letter == 0x7f) {
            shown.append((char) DELETE_PICTURE);
        } else if (isInvisible(letter)) {
            shown.append("⟨U+%04X⟩".formatted(letter));
        } else {
            shown.appendCodePoint(letter);
        }
    }

    private static boolean isInvisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }
}
