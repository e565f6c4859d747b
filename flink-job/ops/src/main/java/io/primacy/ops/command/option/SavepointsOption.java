package io.primacy.ops.command.option;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where savepoints and their catalogue are. */
public final class SavepointsOption {
    @Option(
            names = "--savepoints",
            paramLabel = "DIR",
            defaultValue = "${env:PRIMACY_SAVEPOINTS:-/var/lib/primacy/savepoints}",
            description =
                    "Directory of the savepoints, the same for Flink (default: PRIMACY_SAVEPOINTS, else "
                            + "/var/lib/primacy/savepoints).")
    private Path directory;

    /** The catalogue, for taking savepoints: the directory may be missing. */
    public SavepointCatalogue catalogue() {
        return new SavepointCatalogue(directory);
    }

    /** The catalogue, for looking at what is there. */
    public SavepointCatalogue existing() {
        if (!Files.isDirectory(directory)) {
            throw CommandException.usage(
                    "Savepoint directory '" + directory + "' does not exist; check --savepoints.");
        }
        return catalogue();
    }

    /** An entry of it. */
    public static SavepointEntry entry(SavepointCatalogue catalogue, String id) throws IOException {
        SavepointCatalogue.requireId(id);
        return catalogue
                .find(id)
                .orElseThrow(
                        () ->
                                CommandException.usage(
                                        "There is no savepoint '"
                                                + id
                                                + "' in "
                                                + catalogue.directory()
                                                + "; see savepoint list."));
    }
}
