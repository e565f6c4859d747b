package io.primacy.ops.web.api;

import io.javalin.http.Context;
import io.primacy.ops.room.Letter;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.model.Mark;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.web.view.HistoryView;
import io.primacy.ops.web.view.ViewJson;
import io.primacy.schema.event.DeadLetter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;

/** What the page asks for beside the live stream; nothing here changes anything. */
public final class Answers {
    private static final long LONGEST_MINUTES = Duration.ofHours(24).toMinutes();
    private static final int LETTERS = 100;
    private static final int LONGEST_TEXT = 4096;

    private final Room room;
    private final DeadLetterArchive archive;

    public Answers(Room room, DeadLetterArchive archive) {
        this.room = room;
        this.archive = archive;
    }

    /** A model's last {@code minutes}. */
    public void history(Context request) {
        String text = request.queryParam("minutes");
        long minutes = text != null && text.matches("[0-9]{1,5}") ? Long.parseLong(text) : 15;
        long now = room.now();
        long from =
                now
                        - Duration.ofMinutes(Math.min(LONGEST_MINUTES, Math.max(1, minutes)))
                                .toMillis();
        room.history(request.pathParam("code"), from, now)
                .map(HistoryView::of)
                .ifPresentOrElse(h -> json(request, h), () -> unknownModel(request));
    }

    /** What happened to a model. */
    public void marks(Context request) {
        String code = request.pathParam("code");
        if (room.model(code).isEmpty()) {
            unknownModel(request);
            return;
        }
        json(request, room.marks(code).stream().map(Answers::shown).toList());
    }

    private static Mark shown(Mark mark) {
        return new Mark(
                mark.kind(), mark.at(), Shown.name(mark.name()), Shown.text(mark.detail(), 300));
    }

    /** The last dead letters, of one {@code reason} if that is given. */
    public void deadLetters(Context request) {
        List<Letter> letters = room.lastDeadLetters(reason(request), LETTERS);
        json(request, letters.stream().map(Answers::shown).toList());
    }

    private static Letter shown(Letter letter) {
        return new Letter(
                letter.at(),
                letter.reason(),
                Shown.text(letter.detail(), LONGEST_TEXT),
                Shown.name(letter.topic()),
                letter.partition(),
                letter.offset(),
                letter.bytes(),
                Shown.text(letter.value(), LONGEST_TEXT));
    }

    /** The newest dead letters whole, as a file of JSON lines. */
    public void deadLettersWhole(Context request) throws IOException {
        request.contentType("application/x-ndjson; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"dead-letters.ndjson\"");
        OutputStream out = request.res().getOutputStream();
        try {
            archive.write(reason(request), out);
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
    }

    private static DeadLetter.Reason reason(Context request) {
        String name = request.queryParam("reason");
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            if (name != null && reason.name().equals(name.toUpperCase(Locale.ROOT))) {
                return reason;
            }
        }
        return null;
    }

    private static void unknownModel(Context request) {
        request.status(404).result("There is no such model.");
    }

    private static void json(Context request, Object view) {
        request.contentType("application/json").result(ViewJson.write(view));
    }
}
