package io.primacy.ops.command.snapshot;

import io.primacy.onnx.FullModel;
import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.OnnxSignature.Port;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot export}: a version in another form. */
@Command(
        name = "export",
        header = "Write a version as one ONNX file, embedding tables inside.",
        description = {
            "",
            "The file takes row ids and numbers and gives one prediction per task, in any ONNX "
                    + "runtime with operator set 18: for small models, up to 1 GiB of tables. Larger "
                    + "ones are served from the version's own files, whose model.onnx takes vectors.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy snapshot export 1-000042 --onnx-full model.onnx --dir /var/lib/primacy/snapshots"
        },
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version (default: the one that is served).")
    private String version;

    @Option(
            names = "--onnx-full",
            required = true,
            paramLabel = "FILE",
            description = "The file to write; replaced if it exists.")
    private Path file;

    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotReader reader = options.reader();
        String model = options.oneModel(reader);
        SnapshotVersion wanted = options.version(reader, model, version);
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || Files.isDirectory(file)) {
            throw CommandException.usage(
                    "File '"
                            + file
                            + "' cannot be written; name a file in a directory that exists.");
        }
        LoadedSnapshot snapshot;
        byte[] bytes;
        try {
            snapshot = reader.load(model, wanted);
            bytes = FullModel.write(snapshot);
        } catch (SnapshotException e) {
            throw CommandException.failed(e.getMessage(), e);
        }
        Path whole = directory.resolve("." + file.getFileName() + ".tmp");
        Files.write(whole, bytes);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        print(snapshot, bytes.length);
        return ExitCode.OK;
    }

    private void print(LoadedSnapshot snapshot, long bytes) {
        List<Port> inputs = FullModel.inputs(snapshot.manifest());
        List<Port> outputs = snapshot.manifest().network().onnx().outputs();
        if (options.json()) {
            JsonOutput.print(
                    terminal,
                    new Exported(
                            snapshot.manifest().model(),
                            snapshot.manifest().version(),
                            file.toString(),
                            bytes,
                            inputs,
                            outputs));
            return;
        }
        terminal.out()
                .printf(
                        "Version %s of model '%s' is in %s, %s.%n",
                        snapshot.manifest().version(),
                        snapshot.manifest().model(),
                        file,
                        Figures.bytes(bytes));
        inputs.forEach(port -> line("takes", port));
        outputs.forEach(port -> line("gives", port));
    }

    private void line(String what, Port port) {
        List<String> sizes =
                port.shape().stream().map(size -> size < 0 ? "any" : size.toString()).toList();
        terminal.out().printf("  %s %s %s %s%n", what, port.name(), port.type(), sizes);
    }

    /**
     * What was written, as it is printed with {@code --json}.
     *
     * @param inputs a size of −1 stands for any
     * @param outputs likewise
     */
    record Exported(
            String model,
            String version,
            String file,
            long bytes,
            List<Port> inputs,
            List<Port> outputs) {}
}
