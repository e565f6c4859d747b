package io.primacy.ops.command.savepoint;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.rollback.site.SavepointNeeds;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code savepoint delete}: the files and the entry. */
@Command(
        name = "delete",
        header = "Remove savepoints: their files and their entries.",
        description = {
            "",
            "Refused for one that an open rollback goes back to, or whose models had a version that an "
                    + "alias other than latest points to, or that is held or pinned.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy savepoint delete 3f2a9c-0d71c2f4a6b8",
            "",
            "Exit code: 0 removed, 2 there is none of that id, 4 it is needed: nothing was removed."
        },
        sortOptions = false)
final class DeleteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Their ids; see savepoint list.")
    private List<String> ids;

    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    DeleteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SavepointCatalogue catalogue = savepoints.existing();
        SavepointNeeds needs = SavepointNeeds.of(catalogue);
        for (String id : ids) {
            SavepointsOption.entry(catalogue, id);
            Optional<String> need = needs.of(id);
            if (need.isPresent()) {
                throw CommandException.refused(
                        "Savepoint " + id + " is needed: " + need.get(), null);
            }
        }
        for (String id : ids) {
            catalogue.remove(id);
            terminal.out().println("Removed " + id + ".");
        }
        return ExitCode.OK;
    }
}
