package io.primacy.tests.process;

import java.io.IOException;
import java.nio.file.Path;

/** The jar that {@code flink run} takes. */
public final class JobJar {
    private JobJar() {}

    /**
     * Where it is.
     *
     * @throws AssertionError if it is missing, or older than the classes it was made of
     */
    public static Path path() throws IOException {
        return Classpaths.jobJar();
    }
}
