package io.primacy.schema.event;

import io.primacy.schema.event.DeadLetter.Reason;

/** Why the event being parsed cannot be used; carries no stack trace, since it is no surprise. */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final Reason reason;

    Rejection(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
