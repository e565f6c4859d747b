package io.primacy.ops.web.view;

import io.primacy.ops.history.Window;
import io.primacy.ops.room.model.Figure;
import java.util.Arrays;
import java.util.List;

/**
 * A model's past, a column per figure.
 *
 * @param step ms between two points where nothing is missing
 * @param figures names of a task's columns, in order
 * @param at by point, ms since 1970
 * @param learned by point: events learned
 * @param columns by task and figure, by point; {@code null}: there was none
 */
public record HistoryView(
        long step, List<String> figures, long[] at, long[] learned, List<Float[]> columns) {

    /** The view of a stretch. */
    public static HistoryView of(Window window) {
        return new HistoryView(
                window.step(),
                Arrays.stream(Figure.values()).map(Figure::label).toList(),
                window.at(),
                window.count(),
                Arrays.stream(window.columns()).map(HistoryView::finite).toList());
    }

    private static Float[] finite(float[] column) {
        Float[] finite = new Float[column.length];
        for (int i = 0; i < column.length; i++) {
            finite[i] = Float.isFinite(column[i]) ? column[i] : null;
        }
        return finite;
    }
}
