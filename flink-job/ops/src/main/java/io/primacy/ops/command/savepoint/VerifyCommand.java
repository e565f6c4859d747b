package io.primacy.ops.command.savepoint;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.JsonOutput;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.savepoint.KeptVersions;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.savepoint.SavepointFiles;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.savepoint.SavepointException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code savepoint verify}: whether a job could be restored. */
@Command(
        name = "verify",
        header = "Check that savepoints could be restored.",
        description = {
            "",
            "Every file must be there with the size and the SHA-256 of the catalogue. With --deep the "
                    + "state itself is read, too, and what is in it is written into the catalogue. With --every it goes "
                    + "on until it is interrupted, and says only what is wrong.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy savepoint verify --deep 3f2a9c-0d71c2f4a6b8",
            "",
            "Exit code: 0 all could be, 1 one could not, 2 there is none of that id."
        },
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final SavepointContents contents;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Their ids (default: all).")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--deep", description = "Read the state as a restored job would.")
    private boolean deep;

    @Option(
            names = "--every",
            paramLabel = "T",
            description = "Check at this interval, until interrupted (default: once).")
    private Duration every;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    VerifyCommand(Terminal terminal, SavepointContents contents) {
        this.terminal = terminal;
        this.contents = contents;
    }

    @Override
    public Integer call() throws IOException {
        SavepointCatalogue catalogue = savepoints.existing();
        for (String id : ids) {
            SavepointsOption.entry(catalogue, id);
        }
        List<Result> results = results(catalogue);
        while (every != null) {
            results.stream()
                    .filter(r -> !r.problems().isEmpty())
                    .forEach(r -> terminal.err().println(Instant.now() + "  " + r.line()));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(every.toMillis()));
            if (Thread.currentThread().isInterrupted()) {
                return ExitCode.OK;
            }
            results = again(catalogue);
        }
        if (json) {
            JsonOutput.print(terminal, results);
        } else {
            results.forEach(r -> terminal.out().println(r.line()));
        }
        boolean sound = results.stream().allMatch(r -> r.problems().isEmpty());
        return sound ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Another round; where there cannot be one, that is what is wrong, and the next may be. */
    private List<Result> again(SavepointCatalogue catalogue) {
        try {
            return results(catalogue);
        } catch (IOException | SavepointException e) {
            terminal.err().println(Instant.now() + "  nothing could be checked: " + e.getMessage());
            return List.of();
        }
    }

    private List<Result> results(SavepointCatalogue catalogue) throws IOException {
        List<SavepointEntry> entries = ids.isEmpty() ? catalogue.list() : new ArrayList<>();
        for (String id : ids) {
            catalogue.find(id).ifPresent(entries::add);
        }
        List<Result> results = new ArrayList<>();
        for (SavepointEntry entry : entries) {
            List<String> problems = problems(catalogue, entry);
            // One that somebody removed while it was read is nobody's to restore.
            if (problems.isEmpty() || catalogue.find(entry.id()).isPresent()) {
                results.add(new Result(entry.id(), problems));
            }
        }
        return results;
    }

    private List<String> problems(SavepointCatalogue catalogue, SavepointEntry entry) {
        List<String> problems =
                SavepointFiles.problems(catalogue.savepoint(entry.id()), entry, true);
        if (!problems.isEmpty() || !deep) {
            return problems;
        }
        try {
            var read = contents.read(entry);
            if (read.isEmpty()) {
                return List.of("its state cannot be read here; ./primacy savepoint verify can");
            }
            if (entry.contents() == null) {
                SavepointEntry described = entry.with(read.get());
                catalogue.put(described);
                new KeptVersions(described).keep(Instant.now());
            }
            return problems;
        } catch (IOException e) {
            return List.of(e.getMessage());
        }
    }

    /**
     * What was found.
     *
     * @param id of the savepoint
     * @param problems empty: a job could be restored from it
     */
    record Result(String id, List<String> problems) {
        String line() {
            return problems.isEmpty() ? id + "  ok" : id + "  " + String.join("; ", problems);
        }
    }
}
