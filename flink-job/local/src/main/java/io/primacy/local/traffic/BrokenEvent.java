package io.primacy.local.traffic;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Defects as they come in real traffic; each makes an event unusable. */
enum BrokenEvent {
    TRUNCATED(json -> json.substring(0, json.length() / 2)),
    LABEL_OUT_OF_RANGE(json -> json.replaceFirst("\"relevant\":[01]", "\"relevant\":7")),
    WRONG_TYPE(json -> json.replaceFirst("\"user\":\"[^\"]*\"", "\"user\":{\"id\":1}")),
    NO_LABEL(json -> json.replaceFirst(",\"relevant\":.*}", "}")),
    BAD_TIME(json -> json.replaceFirst("\"ts_ms\":\\d+", "\"ts_ms\":\"yesterday\"")),
    NOT_AN_OBJECT(json -> "[" + json + "]"),
    NOT_FINITE(json -> json.replaceFirst("\"bid\":[0-9.]+", "\"bid\":1e999")),
    EMPTY(json -> "");

    @SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
    private final UnaryOperator<String> defect;

    BrokenEvent(UnaryOperator<String> defect) {
        this.defect = defect;
    }

    byte[] of(String json) {
        return defect.apply(json).getBytes(StandardCharsets.UTF_8);
    }
}
