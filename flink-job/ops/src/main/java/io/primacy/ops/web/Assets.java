package io.primacy.ops.web;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The page's files, in memory: ours and the charting library, nothing else. */
final class Assets {
    private static final List<String> OWN =
            List.of(
                    "page.html",
                    "base.css",
                    "room.css",
                    "app.js",
                    "charts.js",
                    "deadletters.js",
                    "figures.js",
                    "models.js",
                    "plane.js",
                    "savepoints.js",
                    "serve.js",
                    "theme.js",
                    "timeline.js",
                    "verdict.js",
                    "icon.svg");
    private static final String CHARTS = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    /**
     * Reads all of them.
     *
     * @throws UncheckedIOException if the classpath lacks one
     */
    Assets() {
        try {
            for (String name : OWN) {
                add(name, read("/io/primacy/ops/web/" + name));
            }
            Properties charts = new Properties();
            charts.load(new ByteArrayInputStream(read('/' + CHARTS)));
            String dist =
                    "/META-INF/resources/webjars/uplot/" + charts.getProperty("version") + "/dist/";
            add("uplot.js", read(dist + "uPlot.iife.min.js"));
            add("uplot.css", read(dist + "uPlot.min.css"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name, byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            assets.put(
                    name,
                    new Asset(type(name), '"' + HexFormat.of().formatHex(digest) + '"', content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream stream = Assets.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IOException(
                        "The classpath has no '%s', which the page is made of; build the module 'ops' again."
                                .formatted(path));
            }
            return stream.readAllBytes();
        }
    }

    /** Answers with a file. */
    void serve(Context request, String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            request.status(404).result("There is no such file.");
            return;
        }
        request.header("Cache-Control", "no-cache").header("ETag", asset.tag());
        if (asset.tag().equals(request.header("If-None-Match"))) {
            request.status(304);
            return;
        }
        request.contentType(asset.type()).result(asset.content());
    }

    /**
     * A file.
     *
     * @param type media type
     * @param tag its content's digest, quoted
     * @param content its bytes
     */
    private record Asset(String type, String tag, byte[] content) {}
}
