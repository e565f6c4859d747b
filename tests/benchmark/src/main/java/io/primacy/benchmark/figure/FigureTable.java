package io.primacy.benchmark.figure;

import java.util.List;
import java.util.Locale;

/** Figures as lines for a terminal. */
public final class FigureTable {
    private static final String LINE = "%-28s %14s  %-12s %-30s %14s %8s   %s%n";

    private FigureTable() {}

    /** A heading and one line a figure: medians, their ratio, smallest and largest of ours. */
    public static String of(List<Figure> figures) {
        StringBuilder table = new StringBuilder();
        table.append(line("figure", "value", "unit", "against", "value", "ratio", "from … to"));
        for (Figure figure : figures) {
            boolean compared = !Double.isNaN(figure.againstValue());
            String against = figure.against() == null ? "–" : figure.against();
            table.append(
                    line(
                            figure.name(),
                            number(figure.value()),
                            figure.unit(),
                            compared || figure.against() == null ? against : against + " (absent)",
                            compared ? number(figure.againstValue()) : "–",
                            compared ? String.format(Locale.ROOT, "%.3f", figure.ratio()) : "–",
                            number(figure.samples().min())
                                    + " … "
                                    + number(figure.samples().max())));
        }
        return table.toString();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, LINE, cells);
    }

    private static String number(double value) {
        String format = Math.abs(value) >= 1000 ? "%,.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
