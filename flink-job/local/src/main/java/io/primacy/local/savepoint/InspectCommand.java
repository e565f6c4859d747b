package io.primacy.local.savepoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.pipeline.SavepointModels;
import io.primacy.schema.report.SavedModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code savepoint inspect}: the models in a savepoint. */
@Command(
        name = "inspect",
        header = "Show the models in a savepoint or a kept checkpoint.",
        description = {
            "",
            "Per model: batches and events learned, events waiting, multipliers with their "
                    + "references, rows, size, the last published version. Equal digests are equal "
                    + "weights. Unpacks the state to a temporary directory.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy savepoint inspect /var/lib/primacy/savepoints/savepoint-1",
            "",
            "Exit code: 0 ok, 1 it cannot be read, 2 there is none."
        },
        sortOptions = false)
public final class InspectCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGEST_DIGITS = 12;

    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", description = "Directory of the savepoint, or its URI.")
    private String path;

    @Option(
            names = "--model",
            paramLabel = "KEY",
            description = "Only the model of this key (default: all).")
    private String model;

    @Option(names = "--json", description = "Print the models as JSON.")
    private boolean json;

    @Mixin private CommonOptions common;

    public InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        String uri = SavepointPath.uri(path);
        List<SavedModel> models = read(uri);
        if (model != null) {
            models = models.stream().filter(m -> m.model().equals(model)).toList();
            if (models.isEmpty()) {
                throw CommandException.usage(
                        "There is no model '"
                                + model
                                + "' in '"
                                + path
                                + "'; leave out --model to see all.");
            }
        }
        if (json) {
            terminal.out()
                    .println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(models));
        } else {
            print(models);
        }
        return ExitCode.OK;
    }

    private static List<SavedModel> read(String uri) throws IOException {
        try (Scratch scratch = new Scratch()) {
            return SavepointModels.read(uri, scratch.directory());
        } catch (IOException | RuntimeException e) {
            throw CommandException.failed(
                    "'" + uri + "' cannot be read as a savepoint of this job: " + reason(e), e);
        }
    }

    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void print(List<SavedModel> models) {
        Table table =
                new Table(
                        "model", "step", "learned", "pending", "rows", "size", "version", "digest");
        for (SavedModel saved : models) {
            table.row(
                    saved.model(),
                    Figures.count(saved.step()),
                    Figures.count(saved.learned()),
                    Figures.count(saved.pending()),
                    Figures.count(saved.rows()),
                    Figures.bytes(saved.bytes()),
                    saved.lastVersion() == null ? "–" : saved.lastVersion(),
                    saved.digest().substring(0, DIGEST_DIGITS));
        }
        table.lines().forEach(terminal.out()::println);
        Table constraints = new Table("model", "stage", "task", "λ", "ρ", "reference", "violation");
        for (SavedModel saved : models) {
            for (SavedModel.Constraint c : saved.constraints()) {
                constraints.row(
                        saved.model(),
                        Integer.toString(c.stage() + 1),
                        c.task(),
                        Figures.decimal(c.lambda(), 3),
                        Figures.decimal(c.ratio(), 3),
                        Figures.decimal(c.reference(), 5),
                        Figures.percent(c.violation()));
            }
        }
        terminal.out().println();
        constraints.lines().forEach(terminal.out()::println);
    }
}
