package io.primacy.schema.config;

import java.util.Collection;

/** The known name that a mistyped one most likely meant. */
final class Nearest {
    private Nearest() {}

    /** {@code "; did you mean 'x'?"}, or nothing if no known name is near. */
    static String suggestion(String given, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(2, given.length() / 3) + 1;
        for (String name : known) {
            int distance = distance(given, name);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = name;
            }
        }
        return best == null ? "" : "; did you mean '" + best + "'?";
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
