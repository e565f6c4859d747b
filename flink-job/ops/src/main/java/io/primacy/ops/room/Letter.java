package io.primacy.ops.room;

import io.primacy.schema.event.DeadLetter;

/**
 * A dead letter as it is looked at.
 *
 * @param at when it was written, ms since 1970
 * @param reason why it could not be used
 * @param detail in words
 * @param topic of the event
 * @param partition of the event
 * @param offset of the event
 * @param bytes length of its value; −1: it had none
 * @param value the beginning of its value as UTF-8, what is none replaced
 */
public record Letter(
        long at,
        DeadLetter.Reason reason,
        String detail,
        String topic,
        int partition,
        long offset,
        int bytes,
        String value) {}
