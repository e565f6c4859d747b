package io.primacy.local.evaluate.report.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTML file that needs nothing but itself. Its Content-Security-Policy allows the style and the
 * two scripts that are inlined here, by their SHA-256, and no request at all.
 */
public final class Page {
    private static final String CHART_JS = "META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final List<String> SCRIPTS =
            List.of("theme.js", "annotations.js", "tradeoff.js", "stream.js", "table.js");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

    private Page() {}

    /**
     * Puts the page together.
     *
     * @param parts by the name of their place in {@code page.html}: HTML, already escaped
     * @param data what the scripts draw, as JSON
     * @return the file's text
     * @throws IOException if a part of the page cannot be read from the classpath
     */
    public static String of(Map<String, String> parts, String data) throws IOException {
        String version = chartVersion();
        String library =
                SOURCE_MAP
                        .matcher(
                                resource(
                                        "/META-INF/resources/webjars/chart.js/"
                                                + version
                                                + "/dist/chart.umd.min.js"))
                        .replaceAll("");
        StringBuilder script = new StringBuilder();
        for (String name : SCRIPTS) {
            script.append(own(name));
        }
        String style = own("page.css");
        Map<String, String> inlined =
                Map.of(
                        "policy", policy(style, library, script.toString()),
                        "style", style,
                        "library", library,
                        "script", script.toString(),
                        "library-version", Notation.escaped(version),
                        "data", inert(data));
        return PLACE.matcher(own("page.html"))
                .replaceAll(
                        place ->
                                Matcher.quoteReplacement(
                                        inlined.getOrDefault(
                                                place.group(1),
                                                parts.getOrDefault(place.group(1), ""))));
    }

    private static String policy(String style, String library, String script) {
        return "default-src 'none'; script-src '%s' '%s'; style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'"
                .formatted(hash(library), hash(script), hash(style));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** JSON that can neither end its script element nor begin another one. */
    private static String inert(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String chartVersion() throws IOException {
        Properties properties = new Properties();
        properties.load(
                new ByteArrayInputStream(
                        resource('/' + CHART_JS).getBytes(StandardCharsets.UTF_8)));
        return properties.getProperty("version");
    }

    private static String own(String name) throws IOException {
        return resource("/io/primacy/local/evaluate/report/" + name);
    }

    /** Line ends as a browser's parser sees them, or the hashes would not match. */
    private static String resource(String path) throws IOException {
        try (InputStream stream = Page.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IOException(
                        "The classpath has no '%s', which the report is made of; build the module 'local' again."
                                .formatted(path));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
