package io.primacy.ops.savepoint;

import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a savepoint: described once, verified as often as somebody wants to be sure. */
public final class SavepointFiles {
    private static final String METADATA = "_metadata";

    private SavepointFiles() {}

    /** Every file of a savepoint with its size and SHA-256, by name. */
    public static List<SavepointEntry.File> describe(Path savepoint) throws IOException {
        List<SavepointEntry.File> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(savepoint)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                files.add(
                        new SavepointEntry.File(
                                file.getFileName().toString(), Files.size(file), sha256(file)));
            }
        }
        return files;
    }

    /**
     * What is wrong with a savepoint; empty if a job can be restored from it.
     *
     * @param contents whether every byte is read, too; sizes are always compared
     */
    public static List<String> problems(Path savepoint, SavepointEntry entry, boolean contents) {
        List<String> problems = new ArrayList<>();
        if (entry.files().stream().noneMatch(f -> f.name().equals(METADATA))) {
            problems.add(METADATA + " was never written");
        }
        for (SavepointEntry.File expected : entry.files()) {
            problem(savepoint, expected, contents).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> problem(
            Path savepoint, SavepointEntry.File expected, boolean contents) {
        Path file = savepoint.resolve(expected.name()).normalize();
        if (!savepoint.normalize().equals(file.getParent())) {
            return Optional.of("'" + expected.name() + "' is not a file's name");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of(expected.name() + " is missing");
        }
        try {
            long size = Files.size(file);
            if (size != expected.size()) {
                return Optional.of(
                        "%s has %d bytes, not %d"
                                .formatted(expected.name(), size, expected.size()));
            }
            return contents && !sha256(file).equals(expected.sha256())
                    ? Optional.of(expected.name() + " has changed: its SHA-256 is another")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(expected.name() + " cannot be read: " + e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
