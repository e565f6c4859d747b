package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snapshot verify}: whether the files are what their manifests say. */
@Command(
        name = "verify",
        header = "Check sizes and SHA-256 of every file against its manifest.",
        footer = {
            "",
            "Example:",
            "  primacy snapshot verify --dir /var/lib/primacy/snapshots",
            "",
            "Exit code: 0 all whole, 1 at least one defect."
        },
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version (default: all versions).")
    private String version;

    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotReader reader = options.reader();
        List<Verdict> verdicts = new ArrayList<>();
        if (version != null) {
            String model = options.oneModel(reader);
            SnapshotVersion wanted = options.version(reader, model, version);
            verdicts.add(new Verdict(model, wanted.toString(), reader.verify(model, wanted)));
        } else {
            for (String model : options.models(reader)) {
                for (SnapshotVersion each : reader.versions(model)) {
                    verdicts.add(verdict(reader, model, each));
                }
            }
        }
        print(verdicts);
        return verdicts.stream().allMatch(v -> v.defects().isEmpty())
                ? ExitCode.OK
                : ExitCode.FAILED;
    }

    private static Verdict verdict(SnapshotReader reader, String model, SnapshotVersion version)
            throws IOException {
        // What a version follows is among all versions itself: here it only has to be there.
        List<String> defects = new ArrayList<>(reader.verifyFiles(model, version));
        try {
            reader.chain(model, version);
        } catch (SnapshotException e) {
            if (!defects.contains(e.getMessage())) {
                defects.add(e.getMessage());
            }
        }
        return new Verdict(model, version.toString(), defects);
    }

    private void print(List<Verdict> verdicts) {
        if (options.json()) {
            JsonOutput.print(terminal, verdicts);
            return;
        }
        for (Verdict verdict : verdicts) {
            String state =
                    verdict.defects().isEmpty() ? terminal.green("whole") : terminal.red("broken");
            terminal.out().printf("%s %s %s%n", verdict.model(), verdict.version(), state);
            verdict.defects().forEach(defect -> terminal.out().println("  " + defect));
        }
    }

    /**
     * What was found of one version, as it is printed with {@code --json}.
     *
     * @param model the model's directory name
     * @param defects none if it is whole
     */
    record Verdict(String model, String version, List<String> defects) {}
}
