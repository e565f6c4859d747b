package io.primacy.local.savepoint;

import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.pipeline.SavepointModels;
import io.primacy.pipeline.SavepointPositions;
import io.primacy.schema.report.SavedModel;
import io.primacy.schema.savepoint.JobParameters;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the catalogue's figures out of the savepoint itself: what could be described can be
 * restored.
 */
public final class StateProcessorContents implements SavepointContents {

    @Override
    public Optional<SavepointEntry.Contents> read(SavepointEntry entry) throws IOException {
        try (Scratch scratch = new Scratch()) {
            Path directory = scratch.directory();
            List<SavedModel> models = SavepointModels.read(entry.location(), directory);
            SavepointPositions positions =
                    SavepointPositions.read(entry.location(), source(entry.arguments()), directory);
            return Optional.of(contents(models, positions));
        } catch (RuntimeException e) {
            throw new IOException(
                    "Savepoint " + entry.id() + " cannot be read: " + InspectCommand.reason(e), e);
        }
    }

    private static String source(List<String> arguments) {
        int named = arguments.lastIndexOf(JobParameters.SOURCE);
        return named < 0 || named + 1 >= arguments.size()
                ? JobParameters.FIRST_SOURCE
                : arguments.get(named + 1);
    }

    private static SavepointEntry.Contents contents(
            List<SavedModel> models, SavepointPositions positions) {
        return new SavepointEntry.Contents(
                models.stream()
                        .filter(m -> m.lastVersion() != null)
                        .mapToInt(m -> SnapshotVersion.parse(m.lastVersion()).epoch())
                        .max()
                        .orElse(1),
                positions.offsets().entrySet().stream()
                        .map(e -> new SavepointEntry.Offset(e.getKey(), e.getValue()))
                        .sorted(java.util.Comparator.comparingInt(SavepointEntry.Offset::partition))
                        .toList(),
                positions.skipped(),
                models.stream().mapToLong(SavedModel::eventTimeMillis).min().orElse(0),
                models.stream().mapToLong(SavedModel::eventTimeMillis).max().orElse(0),
                models.stream().map(StateProcessorContents::model).toList());
    }

    private static SavepointEntry.Model model(SavedModel saved) {
        return new SavepointEntry.Model(
                saved.model(),
                saved.layoutVersion(),
                saved.step(),
                saved.learned(),
                saved.pending(),
                saved.eventTimeMillis(),
                saved.lastVersion(),
                saved.digest(),
                List.of());
    }
}
