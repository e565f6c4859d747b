package io.primacy.local.evaluate.report.page;

import io.primacy.local.evaluate.result.Summary.Spread;
import java.util.List;
import java.util.Locale;

/** Figures and text as the page writes them, the same in every locale. */
public final class Notation {
    public static final String ABSENT = "–";

    private static final int RATIO_DECIMALS = 2;

    private Notation() {}

    /** Text for the inside of an element or of a quoted attribute. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A number with fixed decimals and a true minus; a dash where there is none. */
    public static String decimal(Double value, int decimals) {
        return value == null || !Double.isFinite(value)
                ? ABSENT
                : number(value, decimals, "").replace('-', '−');
    }

    /** {@code 0.0123} as {@code +1.23 %}. */
    public static String signedPercent(Double ratio) {
        return ratio == null || !Double.isFinite(ratio)
                ? ABSENT
                : signed(ratio, RATIO_DECIMALS) + " %";
    }

    /** {@code 0.934} as {@code 93 %}. */
    public static String percent(Double ratio) {
        return ratio == null || !Double.isFinite(ratio) ? ABSENT : decimal(100 * ratio, 0) + " %";
    }

    /** Mean and deviation; with one seed the mean alone. */
    public static String spread(Spread spread, int decimals) {
        return spread == null
                ? ABSENT
                : decimal(spread.mean(), decimals)
                        + (spread.deviation() > 0
                                ? " ± " + decimal(spread.deviation(), decimals)
                                : "");
    }

    /** {@link #spread} of a ratio, in percent with its sign. */
    public static String signedPercent(Spread spread) {
        return spread == null || !Double.isFinite(spread.mean())
                ? ABSENT
                : signed(spread.mean(), RATIO_DECIMALS)
                        + " %"
                        + (spread.deviation() > 0
                                ? " ± " + decimal(100 * spread.deviation(), RATIO_DECIMALS) + " %"
                                : "");
    }

    /** {@link #spread} of a share, in whole percent. */
    public static String percent(Spread spread) {
        return spread == null
                ? ABSENT
                : percent(spread.mean())
                        + (spread.deviation() >= 0.005 ? " ± " + percent(spread.deviation()) : "");
    }

    /** {@code 1 seed}, {@code 5 seeds}. */
    public static String counted(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String listed(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String signed(double ratio, int decimals) {
        return number(100 * ratio, decimals, "+").replace('-', '−');
    }

    private static String number(double value, int decimals, String flag) {
        String text = String.format(Locale.ROOT, "%" + flag + "." + decimals + "f", value);
        return text.matches("-0\\.?0*") ? text.replace("-", flag) : text;
    }
}
