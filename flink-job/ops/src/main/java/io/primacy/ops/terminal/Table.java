package io.primacy.ops.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text under headings; figures are aligned to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param headings one per column
     */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /**
     * @param cells one per column
     */
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "A row has "
                            + cells.length
                            + " cells; the table has "
                            + headings.size()
                            + " columns.");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table as lines, headings first, without trailing blanks. */
    public List<String> lines() {
        int[] widths = new int[headings.size()];
        boolean[] figures = new boolean[headings.size()];
        Arrays.fill(figures, !rows.isEmpty());
        for (int column = 0; column < widths.length; column++) {
            widths[column] = headings.get(column).length();
            for (List<String> row : rows) {
                String cell = row.get(column);
                widths[column] = Math.max(widths[column], cell.length());
                figures[column] &= isFigure(cell);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths, figures));
        rows.forEach(row -> lines.add(line(row, widths, figures)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths, boolean[] figures) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            line.append(column == 0 ? "" : GAP)
                    .append(
                            figures[column]
                                    ? padding + cells.get(column)
                                    : cells.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static boolean isFigure(String cell) {
        return cell.matches("[-+−]?[0-9][0-9.,]*( ?[%a-zA-Z/]{1,6})?|[–-]?");
    }
}
