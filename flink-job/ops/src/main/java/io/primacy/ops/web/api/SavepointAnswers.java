package io.primacy.ops.web.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.primacy.ops.action.Errand;
import io.primacy.ops.action.RefusedException;
import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.action.Shelf;
import io.primacy.ops.flink.FlinkRefusedException;
import io.primacy.ops.flink.FlinkUnreachableException;
import io.primacy.ops.kafka.BrokerUnreachableException;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.model.ModelId;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.web.view.ViewJson;
import io.primacy.schema.savepoint.SavepointException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Savepoints of a model's learner, plans of rollbacks, and doing both. */
public final class SavepointAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SavepointAnswers.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_LINE = 2000;

    private final Room room;
    private final SavepointDesk desk;

    public SavepointAnswers(Room room, SavepointDesk desk) {
        this.room = room;
        this.desk = desk;
    }

    /** What there is, what is under way, or why nothing can be done. */
    public void shelf(Context request) throws IOException {
        ModelId model = model(request);
        json(request, shown(desk.shelf(model.learner(), model.model())));
    }

    /** A plan: {@code to} is the savepoint's id, {@code offsets} where to read on. */
    public void plan(Context request) throws IOException {
        String learner = model(request).learner();
        String to = request.queryParam("to");
        String offsets = request.queryParam("offsets");
        if (to == null) {
            throw new BadRequestResponse("Say with to=ID which savepoint to go back to.");
        }
        answered(
                () -> {
                    SavepointDesk.Plan plan =
                            desk.plan(learner, to, offsets == null ? "restored" : offsets);
                    json(
                            request,
                            new SavepointDesk.Plan(
                                    plan.key(),
                                    plan.lines().stream().map(SavepointAnswers::shown).toList()));
                });
    }

    /** Begins to take a savepoint. */
    public void take(Context request) throws IOException {
        String learner = model(request).learner();
        Order order = order(request);
        answered(
                () ->
                        desk.take(
                                learner,
                                order.note() == null
                                        ? ""
                                        : Shown.text(order.note(), LONGEST_TEXT)));
        shelf(request);
    }

    /** Begins a rollback as its plan says, goes on with one, or undoes the last. */
    public void rollBack(Context request) throws IOException {
        String learner = model(request).learner();
        Order order = order(request);
        answered(
                () -> {
                    switch (order.act() == null ? "" : order.act()) {
                        case "begin" -> desk.rollBack(learner, order.plan());
                        case "resume" -> desk.resume(learner);
                        case "undo" -> desk.undo(learner);
                        default ->
                                throw new BadRequestResponse(
                                        "The act is begin, with the plan's key, resume or undo.");
                    }
                });
        shelf(request);
    }

    private interface Act {
        void run() throws IOException;
    }

    private static void answered(Act act) throws IOException {
        try {
            act.run();
        } catch (RefusedException
                | io.primacy.ops.rollback.plan.RefusedException
                | SavepointException e) {
            throw new ConflictResponse(e.getMessage());
        } catch (FlinkUnreachableException | FlinkRefusedException | BrokerUnreachableException e) {
            LOG.info("Not answered: {}", e.getMessage());
            throw new ServiceUnavailableResponse(e.getMessage());
        }
    }

    private ModelId model(Context request) {
        return room.model(request.pathParam("code"))
                .map(model -> model.id())
                .orElseThrow(() -> new NotFoundResponse("There is no such model."));
    }

    private static Order order(Context request) {
        try {
            return JSON.readValue(request.bodyAsBytes(), Order.class);
        } catch (JsonProcessingException e) {
            throw new BadRequestResponse("Write a JSON object with note, or with act and plan.");
        } catch (IOException e) {
            throw new BadRequestResponse("The request could not be read.");
        }
    }

    private static Shelf shown(Shelf shelf) {
        Shelf.LastRollback rollback = shelf.rollback();
        Errand errand = shelf.errand();
        return new Shelf(
                shelf.unavailable() == null ? null : shown(shelf.unavailable()),
                shelf.savepoints().stream().map(SavepointAnswers::shown).toList(),
                rollback == null
                        ? null
                        : new Shelf.LastRollback(
                                rollback.id(),
                                shown(rollback.words()),
                                rollback.open(),
                                rollback.undone()),
                errand == null
                        ? null
                        : new Errand(
                                errand.name(),
                                errand.begunAt(),
                                errand.outcome(),
                                errand.lines().stream().map(SavepointAnswers::shown).toList()));
    }

    private static Shelf.Kept shown(Shelf.Kept kept) {
        return new Shelf.Kept(
                kept.id(),
                kept.time(),
                Shown.text(kept.note(), LONGEST_TEXT),
                kept.bytes(),
                kept.learned());
    }

    private static String shown(String line) {
        return Shown.text(line, LONGEST_LINE);
    }

    private static void json(Context request, Object view) {
        request.contentType("application/json").result(ViewJson.write(view));
    }

    /**
     * What is wanted.
     *
     * @param note of a savepoint
     * @param act on a rollback
     * @param plan key of the plan that was shown
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Order(String note, String act, String plan) {}
}
