package io.primacy.local.evaluate.report;

import io.primacy.local.evaluate.result.Evaluation;
import java.io.IOException;
import java.nio.file.Path;

public final class EvaluationReport {
    private EvaluationReport() {}

    public static Path write(Evaluation evaluation, Path directory) throws IOException {
        return directory;
    }
}
