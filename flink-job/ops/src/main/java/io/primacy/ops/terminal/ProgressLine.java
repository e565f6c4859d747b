package io.primacy.ops.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lines that say how far something is. On a terminal they are redrawn in place; elsewhere one plain
 * line appears every few seconds. Not thread-safe.
 */
public final class ProgressLine {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration PLAIN = Duration.ofSeconds(5);
    private static final String ERASE_LINE = "\u001b[2K";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private final InstantSource clock;
    private Instant last;
    private int drawn;

    /**
     * @param terminal where to
     * @param clock paces the lines
     */
    public ProgressLine(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.last = terminal.interactive() ? Instant.MIN : clock.instant();
    }

    /**
     * Shows the state if it is time to.
     *
     * @param live lines for a terminal
     * @param plain one line for a log
     */
    public void update(Supplier<List<String>> live, Supplier<String> plain) {
        Instant now = clock.instant();
        Duration pause = terminal.interactive() ? REDRAW : PLAIN;
        if (last.isAfter(Instant.MIN) && now.isBefore(last.plus(pause))) {
            return;
        }
        last = now;
        if (terminal.interactive()) {
            draw(live.get());
        } else {
            terminal.err().println(plain.get());
        }
    }

    /** Removes live lines; what is printed next starts where they began. */
    public void clear() {
        if (drawn > 0) {
            draw(List.of());
        }
    }

    private void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder(NO_WRAP);
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        for (String line : lines) {
            frame.append('\r').append(ERASE_LINE).append(line).append('\n');
        }
        int surplus = drawn - lines.size();
        for (int i = 0; i < surplus; i++) {
            frame.append('\r').append(ERASE_LINE).append('\n');
        }
        if (surplus > 0) {
            frame.append("\u001b[").append(surplus).append('A');
        }
        drawn = lines.size();
        terminal.err().print(frame.append(WRAP));
        terminal.err().flush();
    }
}
