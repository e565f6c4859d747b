package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.CommandException;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which snapshots a command is about. */
final class SnapshotOptions {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "The snapshot directory; a run prints it at its end.")
    private Path directory;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "The model key (default: all models; where one is needed, the only one).")
    private String model;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    SnapshotReader reader() {
        if (!Files.isDirectory(directory)) {
            throw CommandException.usage(
                    "Snapshot directory '" + directory + "' does not exist; check the path.");
        }
        return new SnapshotReader(directory);
    }

    /** Directory names of the models asked for; at least one. */
    List<String> models(SnapshotReader reader) throws IOException {
        List<String> models = reader.models();
        if (models.isEmpty()) {
            throw CommandException.usage(
                    "Directory '"
                            + directory
                            + "' holds no published model; is it a snapshot directory?");
        }
        if (model == null) {
            return models;
        }
        String wanted = SnapshotLayout.modelDirectory(model);
        if (!models.contains(wanted)) {
            throw CommandException.usage(
                    "Model '"
                            + model
                            + "' has no snapshot in '"
                            + directory
                            + "'; "
                            + names(models));
        }
        return List.of(wanted);
    }

    /** Directory name of the one model asked for. */
    String oneModel(SnapshotReader reader) throws IOException {
        List<String> models = models(reader);
        if (models.size() > 1) {
            throw CommandException.usage(
                    "Directory '"
                            + directory
                            + "' holds several models; add --model: "
                            + names(models));
        }
        return models.get(0);
    }

    /** The name, which must be one that an alias can have. */
    static String aliasName(String name) {
        try {
            return Alias.requireName(name);
        } catch (SnapshotException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    /** A model's aliases. */
    Aliases aliases(String modelDirectory) {
        return new Aliases(new LocalModelFiles(directory, modelDirectory));
    }

    /** What keeps a model's versions. */
    References references(String modelDirectory) {
        return new References(new LocalModelFiles(directory, modelDirectory));
    }

    /** The version named, itself or by an alias, or the latest where none is. */
    SnapshotVersion version(SnapshotReader reader, String modelDirectory, String named)
            throws IOException {
        if (named != null) {
            SnapshotVersion version = resolve(modelDirectory, named);
            if (!reader.versions(modelDirectory).contains(version)) {
                throw CommandException.usage(
                        "Model '"
                                + modelDirectory
                                + "' has no version "
                                + version
                                + "; see snapshot list.");
            }
            return version;
        }
        return reader.latest(modelDirectory)
                .orElseThrow(
                        () ->
                                CommandException.usage(
                                        "Model '"
                                                + modelDirectory
                                                + "' has no LATEST yet; name a version of snapshot list."));
    }

    private SnapshotVersion resolve(String modelDirectory, String named) throws IOException {
        if (SnapshotVersion.isVersion(named)) {
            return SnapshotVersion.parse(named);
        }
        return aliases(modelDirectory)
                .version(aliasName(named))
                .orElseThrow(
                        () ->
                                CommandException.usage(
                                        "Model '"
                                                + modelDirectory
                                                + "' has no alias '"
                                                + named
                                                + "'; a version has the form 1-000042, see"
                                                + " snapshot list and snapshot aliases."));
    }

    private static String names(List<String> models) {
        int shown = Math.min(5, models.size());
        String more = models.size() > shown ? ", …" : "";
        return "it has " + String.join(", ", models.subList(0, shown)) + more + ".";
    }
}
