package io.primacy.ops.rollback.plan;

import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.terminal.Table;
import io.primacy.schema.savepoint.SavepointEntry;
import java.util.ArrayList;
import java.util.List;

/** A plan in words: what returns, what is read again, what is served meanwhile. */
public final class PlanText {
    private PlanText() {}

    /** The plan, line by line. */
    public static List<String> lines(RollbackPlan plan, SavepointEntry target) {
        List<String> lines = new ArrayList<>();
        lines.add("Rollback " + plan.id() + " of learner '" + plan.learner() + "'");
        lines.add("");
        lines.add("1. Served meanwhile");
        for (AliasMove move : plan.aliases()) {
            lines.add(
                    "   %s: latest goes from %s back to %s, until a version of epoch %d is published"
                            .formatted(
                                    Shown.name(move.model()),
                                    move.from(),
                                    move.to(),
                                    move.untilEpoch()));
        }
        for (SavepointEntry.Model model : target.contents().models()) {
            if (returns(plan, model) && !isMoved(plan, model)) {
                lines.add(
                        "   %s: latest stays where it is, held by somebody or never published"
                                .formatted(Shown.name(model.key())));
            }
        }
        lines.add("2. Job " + plan.jobId() + " is stopped with a savepoint of its own (--undo)");
        lines.add(
                (plan.models().isEmpty()
                                ? "3. The models of savepoint "
                                : "3. These models of savepoint ")
                        + target.id()
                        + ", taken "
                        + target.time()
                        + (target.note().isEmpty() ? "" : " (" + target.note() + ")")
                        + ", return:");
        for (SavepointEntry.Model model : target.contents().models()) {
            if (!returns(plan, model)) {
                continue;
            }
            lines.add(
                    "   %s: %s events learned, step %s"
                            .formatted(
                                    Shown.name(model.key()),
                                    Figures.count(model.learned()),
                                    Figures.count(model.step())));
        }
        if (plan.models().isEmpty()) {
            lines.add("4. Events, with --offsets " + plan.offsets());
        } else {
            if (target.contents().models().size() > plan.models().size()) {
                lines.add("   The others learn on from where the job stops.");
            }
            lines.add("4. Events: the job reads on where it stops; nothing is learned twice.");
            lines.add(
                    "   What "
                            + String.join(", ", plan.models().stream().map(Shown::name).toList())
                            + " learned since the savepoint, out of these, is given up and not"
                            + " learned again:");
        }
        lines.addAll(accounts(plan));
        return lines;
    }

    private static boolean returns(RollbackPlan plan, SavepointEntry.Model model) {
        return plan.models().isEmpty() || plan.models().contains(model.key());
    }

    private static boolean isMoved(RollbackPlan plan, SavepointEntry.Model model) {
        return plan.aliases().stream().anyMatch(move -> move.model().equals(model.key()));
    }

    private static List<String> accounts(RollbackPlan plan) {
        Table table =
                new Table(
                        "partition",
                        "savepoint",
                        "start",
                        "end",
                        "replayed",
                        "skipped",
                        "learned twice");
        for (Account account : plan.accounts()) {
            table.row(
                    Integer.toString(account.partition()),
                    Figures.count(account.savepoint()),
                    Figures.count(account.start()),
                    Figures.count(account.end()),
                    Figures.count(account.replayed()),
                    Figures.count(account.skipped()),
                    Figures.count(account.learnedTwice()));
        }
        return table.lines().stream().map(line -> "   " + line).toList();
    }
}
