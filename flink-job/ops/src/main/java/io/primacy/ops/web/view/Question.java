package io.primacy.ops.web.view;

import java.util.Locale;

/**
 * What a viewer looks at.
 *
 * @param search part of a learner's or model's name, lower case; empty: all
 * @param order of the list
 * @param from how many of the list to pass over, ≥ 0
 * @param model code of the model that is looked at; empty: the first of the list
 */
public record Question(String search, Order order, int from, String model) {
    /** Rows of the list that one answer holds. */
    public static final int ROWS = 50;

    private static final int LONGEST_SEARCH = 200;

    /** Orders of the list. */
    public enum Order {
        WORST,
        NAME,
        SPEED,
        RECENT
    }

    /** A question as it comes with a request; what makes no sense is replaced by its default. */
    public static Question of(String search, String order, String from, String model) {
        return new Question(
                search == null
                        ? ""
                        : search.substring(0, Math.min(LONGEST_SEARCH, search.length()))
                                .strip()
                                .toLowerCase(Locale.ROOT),
                order(order),
                number(from),
                model == null || !model.matches("[0-9a-f]{1,64}") ? "" : model);
    }

    private static Order order(String text) {
        for (Order order : Order.values()) {
            if (order.name().equalsIgnoreCase(text)) {
                return order;
            }
        }
        return Order.WORST;
    }

    private static int number(String text) {
        return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }
}
