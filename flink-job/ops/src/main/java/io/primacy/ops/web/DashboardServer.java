package io.primacy.ops.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.primacy.ops.action.Publications;
import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.exposition.RoomMetrics;
import io.primacy.ops.room.Room;
import io.primacy.ops.web.api.Answers;
import io.primacy.ops.web.api.Changes;
import io.primacy.ops.web.api.DeadLetterArchive;
import io.primacy.ops.web.api.LiveStream;
import io.primacy.ops.web.api.SavepointAnswers;
import io.primacy.ops.web.door.Doors;
import io.primacy.ops.web.view.Views;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the control room. What it answers is read-only but for what {@link Doors} guards. */
public final class DashboardServer implements AutoCloseable {
    private static final int THREADS = LiveStream.VIEWERS + 32;
    private static final long LARGEST_REQUEST = 64 * 1024;

    private final Javalin server;
    private final LiveStream live;
    private final String address;

    private DashboardServer(Javalin server, LiveStream live, String address) {
        this.server = server;
        this.live = live;
        this.address = address;
    }

    /**
     * Starts to serve.
     *
     * @param room what is shown
     * @param letters where whole dead letters are
     * @param publications versions and what is served; {@code null}: there is no directory
     * @param desk savepoints and rollbacks
     * @param options address and guards
     * @throws PortTakenException if something else listens there
     */
    public static DashboardServer start(
            Room room,
            DeadLetterArchive letters,
            Publications publications,
            SavepointDesk desk,
            WebOptions options) {
        Assets assets = new Assets();
        LiveStream live = new LiveStream(new Views(room));
        Doors doors = new Doors(hosts(options), options.token());
        Answers answers = new Answers(room, letters);
        Javalin server = Javalin.create(config -> configure(config, options));
        server.before(doors::check);
        server.get("/", request -> assets.serve(request, "page.html"));
        server.get("/assets/{name}", r -> assets.serve(r, r.pathParam("name")));
        server.get("/api/live", live::serve);
        server.get("/api/models/{code}/history", answers::history);
        server.get("/api/models/{code}/marks", answers::marks);
        server.get("/api/dead-letters", answers::deadLetters);
        server.get("/api/dead-letters.ndjson", answers::deadLettersWhole);
        Changes changes = new Changes(room, publications);
        server.get("/api/models/{code}/published", changes::published);
        server.post("/api/models/{code}/aliases", changes::alias);
        SavepointAnswers savepoints = new SavepointAnswers(room, desk);
        server.get("/api/models/{code}/savepoints", savepoints::shelf);
        server.post("/api/models/{code}/savepoints", savepoints::take);
        server.get("/api/models/{code}/rollback-plan", savepoints::plan);
        server.post("/api/models/{code}/rollbacks", savepoints::rollBack);
        RoomMetrics metrics = new RoomMetrics(room, live::viewers);
        server.get("/metrics", request -> scrape(request, metrics));
        server.get("/healthz", DashboardServer::health);
        server.error(404, DashboardServer::missing);
        try {
            server.start(options.bind(), options.port());
        } catch (JavalinBindException e) {
            throw new PortTakenException(options.bind(), options.port(), e);
        }
        return new DashboardServer(server, live, options.bind());
    }

    private static void configure(JavalinConfig config, WebOptions options) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.generateEtags = false;
        config.http.disableCompression();
        config.http.defaultContentType = "text/plain; charset=utf-8";
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("dashboard-web");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> server.setStopTimeout(0));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.defaultHost = options.bind();
    }

    private static Set<String> hosts(WebOptions options) {
        Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(options.bind().toLowerCase(Locale.ROOT));
        options.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        return hosts;
    }

    private static void scrape(Context request, RoomMetrics metrics) throws IOException {
        String accept = request.header("Accept");
        request.contentType(metrics.contentType(accept));
        metrics.write(accept, request.res().getOutputStream());
    }

    private static void health(Context request) {
        request.result("ok\n");
    }

    private static void missing(Context request) {
        if (request.contentType() == null || request.result() == null) {
            request.result("There is nothing here; the page is /.");
        }
    }

    /** Where the page is. */
    public URI address() {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("http://" + host + ":" + server.port() + "/");
    }

    /** How many look at it now. */
    public int viewers() {
        return live.viewers();
    }

    @Override
    public void close() {
        live.close();
        server.stop();
    }
}
