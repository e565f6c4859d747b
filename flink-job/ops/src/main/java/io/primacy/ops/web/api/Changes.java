package io.primacy.ops.web.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.primacy.ops.action.Publications;
import io.primacy.ops.action.Published;
import io.primacy.ops.action.RefusedException;
import io.primacy.ops.room.Room;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.web.view.ViewJson;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Refusals;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Versions, refusals and aliases, and serving another version. */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_REASON = 500;

    private final Room room;
    private final Publications publications;

    /**
     * @param publications {@code null}: there is no snapshot directory
     */
    public Changes(Room room, Publications publications) {
        this.room = room;
        this.publications = publications;
    }

    /** What is published of a model; without a snapshot directory, nothing. */
    public void published(Context request) throws IOException {
        String model = model(request);
        Published published =
                publications == null
                        ? new Published(List.of(), List.of(), List.of())
                        : publications.of(model);
        json(
                request,
                new Published(
                        published.aliases().stream().map(Changes::shown).toList(),
                        published.versions(),
                        published.refusals().stream().map(Changes::shown).toList()));
    }

    /** Points an alias to another version, or releases it. */
    public void alias(Context request) throws IOException {
        if (publications == null) {
            throw new ConflictResponse(
                    "The dashboard knows no snapshot directory; start it with --snapshots DIR.");
        }
        String model = model(request);
        Order order = order(request);
        try {
            if (order.version() == null) {
                boolean held = publications.release(model, order.alias());
                LOG.info(
                        "Model '{}': alias {} released, was held: {}",
                        Shown.name(model),
                        order.alias(),
                        held);
            } else {
                Act act = new Act(Instant.ofEpochMilli(room.now()), "dashboard", reason(order));
                publications.promote(model, order.alias(), order.version(), order.hold(), act);
                LOG.info(
                        "Model '{}': alias {} moved to {}",
                        Shown.name(model),
                        order.alias(),
                        order.version());
            }
        } catch (RefusedException | SnapshotException e) {
            throw new ConflictResponse(e.getMessage());
        }
        published(request);
    }

    private static String reason(Order order) {
        return order.reason() == null ? "" : Shown.text(order.reason(), LONGEST_REASON);
    }

    private static Order order(Context request) {
        try {
            Order order = JSON.readValue(request.bodyAsBytes(), Order.class);
            if (order.alias() != null) {
                return order;
            }
        } catch (JsonProcessingException e) {
            LOG.debug("Not an order", e);
        } catch (IOException e) {
            throw new BadRequestResponse("The request could not be read.");
        }
        throw new BadRequestResponse(
                "Write a JSON object with alias, version (left out: release), hold and reason.");
    }

    private String model(Context request) {
        return room.model(request.pathParam("code"))
                .map(model -> model.id().model())
                .orElseThrow(() -> new NotFoundResponse("There is no such model."));
    }

    private static Alias shown(Alias alias) {
        return new Alias(
                alias.alias(),
                alias.version(),
                alias.history().stream()
                        .map(
                                m ->
                                        new Alias.Move(
                                                m.version(),
                                                m.at(),
                                                Shown.name(m.by()),
                                                Shown.text(m.reason(), LONGEST_REASON)))
                        .toList(),
                alias.hold());
    }

    private static Refusals.Refusal shown(Refusals.Refusal refusal) {
        return new Refusals.Refusal(
                refusal.version(),
                refusal.at(),
                refusal.checkpointId(),
                refusal.learned(),
                refusal.reasons().stream().map(r -> Shown.text(r, LONGEST_REASON)).toList(),
                refusal.inARow(),
                refusal.alarm());
    }

    private static void json(Context request, Object view) {
        request.contentType("application/json").result(ViewJson.write(view));
    }

    /**
     * What is wanted.
     *
     * @param version {@code null}: to let the job move the alias again
     * @param hold whether the job must not move it on
     * @param reason why, for the history
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Order(String alias, String version, boolean hold, String reason) {}
}
