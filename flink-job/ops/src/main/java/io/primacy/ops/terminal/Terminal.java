package io.primacy.ops.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes, and what that place can do. Results go to {@link #out()}, everything that
 * only informs (progress, notes, errors) to {@link #err()}, so that a pipe carries results only.
 *
 * @param out results
 * @param err progress, notes and errors
 * @param interactive whether a person watches: live lines may be redrawn
 * @param colour whether ANSI attributes may be used
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colour) {

    private static final String ESCAPE = "\u001b[";

    /** The process's own terminal, in UTF-8 whatever the locale. */
    public static Terminal system() {
        return detect(
                utf8(FileDescriptor.out), utf8(FileDescriptor.err), isTerminal(), System.getenv());
    }

    /** Since Java 22 there is always a console, and only it knows whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * Decides by the environment: {@code TERM=dumb} and {@code CI} switch live lines off, {@code
     * NO_COLOR} (no-color.org) switches attributes off.
     *
     * @param console whether standard input and output are a terminal
     */
    static Terminal detect(
            PrintStream out, PrintStream err, boolean console, Map<String, String> environment) {
        boolean interactive =
                console
                        && !"dumb".equals(environment.get("TERM"))
                        && environment.getOrDefault("CI", "").isEmpty();
        boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(out, err, interactive, colour);
    }

    public String bold(String text) {
        return attribute("1", text);
    }

    public String dim(String text) {
        return attribute("2", text);
    }

    public String red(String text) {
        return attribute("31", text);
    }

    public String green(String text) {
        return attribute("32", text);
    }

    private String attribute(String code, String text) {
        return colour ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
