package io.primacy.ops.web.api;

import io.javalin.http.Context;
import io.primacy.ops.web.view.Question;
import io.primacy.ops.web.view.ViewJson;
import io.primacy.ops.web.view.Views;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events: each viewer gets the room as it asks to see it, once a second. Viewers who
 * ask the same get the same bytes, made once. A viewer holds a thread of the server while it looks.
 */
public final class LiveStream implements AutoCloseable {
    /** Viewers at once; the next is told to come back later. */
    public static final int VIEWERS = 64;

    private static final long PERIOD_MILLIS = 1000;
    private static final byte[] BEGIN = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

    private final Views views;
    private final Semaphore seats = new Semaphore(VIEWERS);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Question, Frame> frames =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Question, Frame> eldest) {
                    return size() > VIEWERS;
                }
            };

    public LiveStream(Views views) {
        this.views = views;
    }

    /** Serves one viewer until it leaves. */
    public void serve(Context request) {
        if (!seats.tryAcquire()) {
            request.status(503)
                    .header("Retry-After", "10")
                    .result(VIEWERS + " viewers are looking already.");
            return;
        }
        Question question =
                Question.of(
                        request.queryParam("q"),
                        request.queryParam("order"),
                        request.queryParam("from"),
                        request.queryParam("model"));
        try {
            request.contentType("text/event-stream; charset=utf-8");
            write(request.res().getOutputStream(), question);
        } catch (IOException e) {
            // The viewer has left; there is nobody to tell.
            request.req().setAttribute("left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            seats.release();
        }
    }

    private void write(OutputStream out, Question question)
            throws IOException, InterruptedException {
        out.write(BEGIN);
        boolean open = true;
        while (open) {
            out.write(DATA);
            out.write(frame(question));
            out.write(END);
            out.flush();
            open = !closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private byte[] frame(Question question) {
        long now = System.nanoTime();
        synchronized (frames) {
            Frame frame = frames.get(question);
            if (frame == null || now - frame.madeNanos() > PERIOD_MILLIS * 900_000L) {
                frame = new Frame(now, ViewJson.write(views.answer(question)));
                frames.put(question, frame);
            }
            return frame.json();
        }
    }

    /** How many look now. */
    public int viewers() {
        return VIEWERS - seats.availablePermits();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /**
     * An answer that holds for a moment.
     *
     * @param madeNanos when
     */
    private record Frame(long madeNanos, byte[] json) {}
}
