package io.primacy.schema.event;

import io.primacy.schema.event.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;

/**
 * The text of the JSON value at hand, as characters of the parser's own buffer and as UTF-8 in a
 * buffer of ours; no string is made of it.
 */
final class Text {
    private static final int MAX_BYTES_PER_CHAR = 3;

    private char[] chars = {};
    private int from;
    private int to;
    private byte[] utf8 = new byte[256];
    private int utf8Length;

    void set(char[] chars, int from, int length) {
        this.chars = chars;
        this.from = from;
        this.to = from + length;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean isEmpty() {
        return from == to;
    }

    byte[] utf8() {
        return utf8;
    }

    int utf8Length() {
        return utf8Length;
    }

    /** The index of the next occurrence of the separator from {@code start}, or the end. */
    int next(String separator, int start) {
        int last = to - separator.length();
        for (int i = start; i <= last; i++) {
            int k = 0;
            while (k < separator.length() && chars[i + k] == separator.charAt(k)) {
                k++;
            }
            if (k == separator.length()) {
                return i;
            }
        }
        return to;
    }

    /**
     * Encodes {@code chars[start … end)}; an unpaired surrogate becomes '?', as Java's encoder
     * does.
     */
    void encode(int start, int end, int limit, String pointer) throws Rejection {
        if ((long) (end - start) > limit) {
            throw tooLong(limit, pointer, start, end);
        }
        if (utf8.length < MAX_BYTES_PER_CHAR * (end - start)) {
            utf8 = new byte[2 * MAX_BYTES_PER_CHAR * (end - start)];
        }
        int n = 0;
        for (int i = start; i < end; i++) {
            char c = chars[i];
            if (c < 0x80) {
                utf8[n++] = (byte) c;
            } else if (c < 0x800) {
                utf8[n++] = (byte) (0xC0 | c >> 6);
                utf8[n++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < end
                    && Character.isLowSurrogate(chars[i + 1])) {
                int code = Character.toCodePoint(c, chars[++i]);
                utf8[n++] = (byte) (0xF0 | code >> 18);
                utf8[n++] = (byte) (0x80 | code >> 12 & 0x3F);
                utf8[n++] = (byte) (0x80 | code >> 6 & 0x3F);
                utf8[n++] = (byte) (0x80 | code & 0x3F);
            } else if (Character.isSurrogate(c)) {
                utf8[n++] = '?';
            } else {
                utf8[n++] = (byte) (0xE0 | c >> 12);
                utf8[n++] = (byte) (0x80 | c >> 6 & 0x3F);
                utf8[n++] = (byte) (0x80 | c & 0x3F);
            }
        }
        if (n > limit) {
            throw tooLong(limit, pointer, start, end);
        }
        utf8Length = n;
    }

    /** What was encoded last. */
    String string() {
        return new String(utf8, 0, utf8Length, StandardCharsets.UTF_8);
    }

    /** The number that the text spells. */
    double number(String pointer) throws Rejection {
        String text = new String(chars, from, to - from).strip();
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw notANumber(text, pointer);
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw notANumber(text, pointer);
        }
    }

    /** The whole number, 0 or higher, that the text spells; −1 if it spells none. */
    long wholeNumber() {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (chars[i] < '0' || chars[i] > '9' || i - from == 18) {
                return -1;
            }
            value = 10 * value + chars[i] - '0';
        }
        return isEmpty() ? -1 : value;
    }

    /** The text, cut, for a message. */
    String shown() {
        return "'" + Rejection.shown(new String(chars, from, to - from)) + "'";
    }

    private static Rejection notANumber(String text, String pointer) {
        boolean infinite = text.matches("(?i)[+-]?(nan|inf|infinity)");
        return new Rejection(
                infinite ? Reason.NOT_FINITE : Reason.WRONG_TYPE,
                pointer
                        + " must be a"
                        + (infinite ? " finite" : "")
                        + " number, found '"
                        + Rejection.shown(text)
                        + "'");
    }

    private Rejection tooLong(int limit, String pointer, int start, int end) {
        return new Rejection(
                Reason.VALUE_TOO_LONG,
                pointer
                        + " must have at most "
                        + limit
                        + " bytes (events.max-value-length), found '"
                        + Rejection.shown(new String(chars, start, end - start))
                        + "'");
    }
}
